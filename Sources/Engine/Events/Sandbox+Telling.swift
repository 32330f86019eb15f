import Basics
import Core
import DialectKit
import Documents
import HTTPMessages
import Journal
import Scenario
import Time

/// What is told of each kind of thing. Of a request that is its number in the journal and what a list shows: whoever wants more asks
/// for the entry.
extension Sandbox {
    func tellRequest(_ number: Int, _ what: String, _ context: RequestContext, status: Int? = nil, job: String?) {
        events.tell(
            .request,
            [
                "what": .init(.string(what)), "request": .init(.number(Number(number))),
                "provider": .init(.string(context.provider.rawValue)), "step": .text(context.parsed.step?.rawValue),
                "account": .text(context.account?.name),
                "model": .text(context.parsed.model.map { String($0.prefix(200)) }),
                "job": .text(job.map { String($0.prefix(200)) }), "status": .number(status),
                "connection": .number(context.connectionPlace.number),
                "request_on_connection": .number(Int(context.connectionPlace.ordinal)),
                "at_ms": .number(milliseconds(context.moment)),
            ])
    }

    /// A request has begun: it gets its number when it is held or answered. Until then its connection names it.
    func tellBegun(_ context: RequestContext) {
        guard events.isHeard else { return }
        let place = context.connectionPlace
        events.tell(
            .request,
            [
                "what": "begun", "request": nil, "provider": .text(context.provider.rawValue),
                "step": .text(context.parsed.step?.rawValue),
                "model": .text(context.parsed.model.map { String($0.prefix(200)) }),
                "connection": .number(place.number), "request_on_connection": .number(Int(place.ordinal)),
                "at_ms": .number(milliseconds(now)),
            ])
    }

    func tellRules(_ fired: [JournalEntry.Firing], request number: Int) {
        for firing in fired {
            events.tell(
                .rule,
                [
                    "what": "showed", "rule": .text(firing.rule), "aspect": .text(firing.aspect),
                    "request": .number(number),
                ])
        }
    }

    func tellEnd(ofRequest number: Int, _ end: ExchangeEnd, bytes: Int) {
        events.tell(
            .request,
            ["what": "ended", "request": .number(number), "end": .text(end.rawValue), "bytes": .number(bytes)])
    }

    func tellJob(_ job: Job, _ what: String) {
        guard events.isHeard else { return }
        let now = now
        events.tell(.job, JobReport(job, at: now).told(what))
        // Its start and its end are watched for.
        let start = job.created + job.plan.queued
        if job.state(at: now) == .queued, start < .distantFuture {
            state.withLock { $0.starts.expect(job.key, at: start) }
        }
        arm()
    }

    func tellClock(_ what: String) {
        guard events.isHeard else { return }
        let clock = clock
        events.tell(
            .clock,
            [
                "what": .text(what), "mode": .text(clock.mode.rawValue),
                "time": .text(clock.time.iso8601Milliseconds),
                "elapsed_ms": .number(Int(clock.elapsed / .milliseconds(1))),
            ])
    }

    /// Begins to listen to what happens here: from now on, or behind the event of that number. nil: as many listen as may.
    ///
    /// - Parameter kinds: what is to be heard of.
    public func listen(
        after last: Int?, to kinds: Set<LiveEvent.Kind> = Set(LiveEvent.Kind.allCases)
    ) -> EventListener? {
        let listener = events.listen(after: last, to: kinds)
        arm()
        return listener
    }

    /// Tells of the jobs that have ended by now.
    func tellPassed() {
        guard events.isHeard else { return }
        let instant = real.now()
        state.withLock { $0.bookEnded(by: $0.schedule.now(real: instant)) }
    }

    /// Scenario time since the scenario was loaded.
    private func milliseconds(_ moment: Moment) -> Int {
        Int((moment - loaded.loadedAt) / .milliseconds(1))
    }
}

extension EventLog {
    /// Jobs were to begin to run, each at its moment.
    func tellStarts(of jobs: [(key: JobKey, moment: Moment)]) {
        for (key, moment) in jobs {
            // A hand or its client may have ended it meanwhile.
            guard case .now(let job?) = store.load(key), job.state(at: moment) == .running else { continue }
            tell(.job, JobReport(job, at: moment).told("running"))
        }
    }

    /// A job has ended, and is booked.
    func tellEnd(of entry: RunningJobs.Entry) {
        guard isHeard else { return }
        let key = JobKey(entry.provider, entry.job)
        if case .now(let job?) = store.load(key) {
            tell(.job, JobReport(job, at: entry.end).told("ended"))
        } else {
            tell(.job, ["what": "ended", "job": .text(key.id), "provider": .text(key.provider.rawValue)])
        }
    }
}

extension JobReport {
    fileprivate func told(_ what: String) -> Members {
        [
            "what": .text(what), "job": .text(job.id), "provider": .text(job.provider.rawValue),
            "account": .text(job.account), "model": .text(job.request.model), "state": .text(state.rawValue),
            "price": .text(job.price.text), "ends_by": .text(endsBy.rawValue),
            "in_ms": .number(plannedEnd.map { Int(max(0, ($0 - moment).nanoseconds) / 1_000_000) }),
        ]
    }
}
