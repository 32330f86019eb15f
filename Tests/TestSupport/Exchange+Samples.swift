import Core
import Judging

/// Requests as tests and the page on checks write them. Times are seconds, real and of the scenario alike.
extension Exchange {
    /// - Parameters:
    ///   - took: from its head to the last byte of the answer; nil: it has not ended.
    ///   - arrives: whether all of the answer arrived.
    public static func request(
        _ number: Int, _ step: Step, _ line: String, at seconds: Double, took: Double? = 0.1, status: Int = 200,
        arrives: Bool = true, job: String? = nil
    ) -> Exchange {
        let words = line.split(separator: " ").map(String.init)
        var exchange = Exchange(
            number: number, at: .seconds(seconds), came: .seconds(seconds), method: words[0], path: words[1])
        exchange.provider = .unifiedTasks
        exchange.account = "team"
        exchange.step = step
        exchange.status = status
        exchange.job = job
        exchange.fingerprint = UInt64(bitPattern: Int64(line.utf8.reduce(7) { $0 &* 31 &+ Int($1) }))
        if let took {
            exchange.left = .seconds(seconds + took)
            exchange.answered = .seconds(seconds + took)
            exchange.arrivedWhole = arrives
            exchange.end = arrives ? .completed : .faultPerformed
        }
        return exchange
    }

    /// A create of a job that costs $1.20.
    public static func create(
        _ number: Int, at seconds: Double, took: Double? = 0.1, status: Int = 200, arrives: Bool = true,
        job: String? = nil, makes making: Making = .committed
    ) -> Exchange {
        var create = request(
            number, .create, "POST /v1/tasks", at: seconds, took: took, status: status, arrives: arrives, job: job)
        create.isCreate = true
        create.making = making
        create.price = Money(microdollars: 1_200_000)
        return create
    }

    public static func poll(_ number: Int, _ job: String, at seconds: Double, status: Int = 200) -> Exchange {
        request(number, .poll, "GET /v1/tasks/\(job)", at: seconds, status: status, job: job)
    }

    public static func list(_ number: Int, at seconds: Double) -> Exchange {
        var list = request(number, .account, "GET /v1/tasks", at: seconds)
        list.isList = true
        return list
    }

    public static func download(
        _ number: Int, _ job: String, at seconds: Double, status: Int = 200, arrives: Bool = true, link: Link = .good
    ) -> Exchange {
        var download = request(
            number, .download, "GET /files/\(job)", at: seconds, status: status, arrives: arrives, job: job)
        download.link = link
        download.file = 0
        download.holdsFiles = link == .good
        return download
    }

    public func telling(toWait seconds: Double) -> Exchange { with { $0.retryAfter = .seconds(seconds) } }

    public func leaking(_ place: Leak.Place) -> Exchange { with { $0.leaks = [Leak(place)] } }

    public func of(rule: String, _ aspect: String, unseen: String? = nil) -> Exchange {
        with { $0.effects.append(Effect(rule: rule, aspect: aspect, unseen: unseen)) }
    }

    public func with(_ change: (inout Exchange) -> Void) -> Exchange {
        var changed = self
        change(&changed)
        return changed
    }
}

extension RunRecord.Job {
    /// Of $1.20, with one file.
    public static func job(
        _ id: String, created: Double = 0, ended: Double? = nil, state: Core.Job.State = .completed,
        isStuck: Bool = false
    ) -> RunRecord.Job {
        RunRecord.Job(
            id: id, provider: .unifiedTasks, account: "team", state: ended == nil ? .running : state,
            created: .seconds(created), ended: ended.map { .seconds($0) }, isStuck: isStuck,
            price: Money(microdollars: 1_200_000))
    }
}

extension RunRecord.Delivery {
    public static func delivery(
        _ number: Int, of job: String, attempt: Int = 1, at seconds: Double, status: Int?, isForged: Bool = false,
        isDuplicate: Bool = false, isOpen: Bool = false
    ) -> RunRecord.Delivery {
        RunRecord.Delivery(
            webhook: "msg_\(number)", number: number, attempt: attempt, job: job, provider: .unifiedTasks,
            at: .seconds(seconds), real: .seconds(seconds), status: status, isForged: isForged,
            isDuplicate: isDuplicate, isOpen: isOpen)
    }
}

extension RunRecord {
    /// With a rule that showed once, and a provider that lists jobs.
    public static func run(
        _ exchanges: [Exchange], jobs: [Job] = [], deliveries: [Delivery] = [],
        _ change: (inout RunRecord) -> Void = { _ in }
    ) -> RunRecord {
        var record = RunRecord(exchanges: exchanges)
        record.jobs = jobs
        record.deliveries = deliveries
        record.recourse = [.unifiedTasks: Recourse(listsJobs: true)]
        record.rules = [Rule(name: "the fault", matched: 1, showed: 1, masked: 0)]
        record.spent = jobs.filter { $0.state == .completed }.reduce(.zero) { $0 + $1.price }
        record.spentByAccount = [("team", record.spent)]
        change(&record)
        return record
    }
}
