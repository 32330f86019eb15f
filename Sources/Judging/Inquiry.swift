import Core
import Scenario

/// What a check is given: a run, the options of its line in `expect`, and the requests that this line is about.
struct Inquiry {
    /// Clocks and threads need that long to notice [chosen]: a pause may be so much shorter than it should.
    static let tolerance = Duration.milliseconds(50)

    let record: RunRecord
    let expectation: Expectation
    /// Those that `match` takes, oldest first.
    let exchanges: [Exchange]
    /// How many of which it cannot be told whether `match` takes them.
    let unclear: Int

    init(_ record: RunRecord, _ expectation: Expectation) {
        self.record = record
        self.expectation = expectation
        guard let match = expectation.match else {
            exchanges = record.exchanges
            unclear = 0
            return
        }
        var (taken, unclear): ([Exchange], Int) = ([], 0)
        for exchange in record.exchanges {
            guard let evidence = exchange.evidence else { continue }
            switch match.holds(for: evidence) {
            case true?: taken.append(exchange)
            case nil: unclear += 1
            case false?: break
            }
        }
        exchanges = taken
        self.unclear = unclear
    }

    // MARK: Time

    /// How long a client let pass between the last byte of an answer and its next request. It is real time, so that a clock which jumps
    /// never makes an impatient client look patient; where somebody moves the clock, what they moved it by counts too.
    ///
    /// Less than nothing where the answer had not ended.
    func pause(from earlier: Exchange, to later: Exchange) -> Duration {
        let real = later.came - (earlier.left ?? later.came + .nanoseconds(1))
        guard record.isManual, real >= .zero else { return real }
        return max(real, later.at - (earlier.answered ?? earlier.at))
    }

    /// From the first request to another one, by the same measure.
    func span(from earlier: Exchange, to later: Exchange) -> Duration {
        let real = later.came - earlier.came
        return record.isManual ? max(real, later.at - earlier.at) : real
    }

    // MARK: Subjects

    /// The jobs that a `match` leaves: those whose create it takes.
    var jobs: [RunRecord.Job] {
        guard expectation.match != nil else { return record.jobs }
        let taken = Set(exchanges.compactMap(\.job))
        return record.jobs.filter { taken.contains($0.id) }
    }

    var deliveries: [RunRecord.Delivery] {
        guard expectation.match != nil else { return record.deliveries }
        let taken = Set(exchanges.compactMap(\.job))
        return record.deliveries.filter { taken.contains($0.job) }
    }

    /// The entry that made a job.
    func create(of job: RunRecord.Job) -> Exchange? {
        record.exchanges.first { $0.job == job.id && $0.isCreate && $0.making == .committed }
    }

    /// What a client of that provider can do instead of sending a create blindly again.
    func adviceAfterLoss(at provider: Provider?) -> String {
        let recourse = provider.flatMap { record.recourse[$0] } ?? RunRecord.Recourse()
        if recourse.takesRepeatKey {
            return "Send the create again with the same `Idempotency-Key`: the answer is then the job of the first."
        }
        if recourse.listsJobs {
            return "Look for the task in the account's list before creating again."
        }
        let title = provider?.title ?? "This provider"
        if recourse.tellsBalance {
            return
                "\(title) has no list to look in and no key for repetitions. Do not repeat a create by itself: turn retries of "
                + "creates off, compare the account's balance, and leave the decision to a person or a job queue."
        }
        return
            "\(title) has no list to look in and no key for repetitions. Do not repeat a create by itself: turn retries of "
            + "creates off, and report that the outcome is not known."
    }
}

extension Exchange {
    /// The client got what it asked for, whole.
    var isAnswered: Bool { arrivedWhole == true && status > 0 && status < 400 }

    /// The client cannot know what became of it: no answer, not all of one, or a page of a gateway that gave up waiting.
    var leavesDoubt: Bool {
        guard end != nil else { return false }
        return status == 0 || arrivedWhole == false || Self.gatewayFailures.contains(status)
    }

    /// Statuses by which a gateway says that it lost sight of what lies behind it (RFC 9110 §15.6; 520 to 524 are Cloudflare's).
    private static let gatewayFailures: Set = [502, 504, 520, 521, 522, 523, 524]

    func isSame(as other: Exchange) -> Bool { fingerprint != 0 && fingerprint == other.fingerprint }
}
