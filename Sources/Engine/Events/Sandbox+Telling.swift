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
                "provider": .init(.string(context.provider.rawValue)), "step": .words(context.parsed.step?.rawValue),
                "account": .words(context.account?.name),
                "model": .words(context.parsed.model.map { String($0.prefix(200)) }),
                "job": .words(job.map { String($0.prefix(200)) }), "status": .count(status),
                "at_ms": .count(milliseconds(context.moment)),
            ])
    }

    func tellRules(_ fired: [JournalEntry.Firing], request number: Int) {
        for firing in fired {
            events.tell(
                .rule,
                [
                    "what": "showed", "rule": .words(firing.rule), "aspect": .words(firing.aspect),
                    "request": .count(number),
                ])
        }
    }

    func tellEnd(ofRequest number: Int, _ end: ExchangeEnd, bytes: Int) {
        events.tell(
            .request,
            ["what": "ended", "request": .count(number), "end": .words(end.rawValue), "bytes": .count(bytes)])
    }

    func tellJob(_ job: Job, _ what: String) {
        guard events.isHeard else { return }
        events.tell(.job, JobReport(job, at: now).told(what))
        // Its end is watched for.
        arm()
    }

    func tellClock(_ what: String) {
        guard events.isHeard else { return }
        let clock = clock
        events.tell(
            .clock,
            [
                "what": .words(what), "mode": .words(clock.mode.rawValue),
                "time": .words(clock.time.iso8601Milliseconds),
                "elapsed_ms": .count(Int(clock.elapsed / .milliseconds(1))),
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
    /// A job has ended, and is booked.
    func tellEnd(of entry: RunningJobs.Entry) {
        guard isHeard else { return }
        let key = JobKey(entry.provider, entry.job)
        if case .now(let job?) = store.load(key) {
            tell(.job, JobReport(job, at: entry.end).told("ended"))
        } else {
            tell(.job, ["what": "ended", "job": .words(key.id), "provider": .words(key.provider.rawValue)])
        }
    }
}

extension JobReport {
    fileprivate func told(_ what: String) -> Members {
        [
            "what": .words(what), "job": .words(job.id), "provider": .words(job.provider.rawValue),
            "account": .words(job.account), "model": .words(job.request.model), "state": .words(state.rawValue),
            "price": .words(job.price.text), "ends_by": .words(endsBy.rawValue),
            "in_ms": .count(plannedEnd.map { Int(max(0, ($0 - moment).nanoseconds) / 1_000_000) }),
        ]
    }
}

extension Node {
    static func words(_ text: String?) -> Node { text.map { Node(.string($0)) } ?? nil }
    static func count(_ number: Int?) -> Node { number.map { Node(.number(Number($0))) } ?? nil }
}
