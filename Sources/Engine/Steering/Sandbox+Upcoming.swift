import Basics
import Core
import Journal
import Scenario
import Time

/// Something that is to happen in a sandbox.
public struct Upcoming: Sendable {
    public enum What: Sendable, Equatable {
        /// A held request is answered with its job.
        case answer(request: Int?, job: String?)
        /// The answer to a request goes on after a pause.
        case pause(request: Int?)
        /// A pause that only keeps a connection alive.
        case keepAlive
        /// Something about a connection or a port: an idle one is closed, one that is down opens.
        case connection
        case jobEnds(JobKey)
        /// Somebody is told of the end of a job.
        case callback(JobKey)
        case attempt(webhook: String)
        /// A webhook was put aside for the next one, and goes then without it.
        case putAside(webhook: String)
        case phase(String)
    }

    /// nil: it has no moment; something else than time brings it about.
    public var moment: Moment?
    public var what: What
}

extension Sandbox {
    /// What `upcoming` shows at most [chosen]: it is looked for while nothing else can happen.
    public static let mostUpcoming = 200

    public struct Future: Sendable {
        public var now: Moment
        /// In the order in which it happens.
        public var events: [Upcoming]
        /// How much there is to come.
        public var total: Int
    }

    /// What happens next, as things stand: at most so much.
    public func upcoming(most: Int) -> Future {
        let most = min(most, Self.mostUpcoming)
        let instant = real.now()
        let (now, events, ends, total, loaded) = state.withLock { state in
            let now = state.schedule.now(real: instant)
            state.bookEnded(by: now)
            let running = state.ledger.running
            // Of the phases only the next one stands in the timeline.
            let count = state.schedule.count - (state.nextPhase == nil ? 0 : 1)
            return (now, state.schedule.first(most), running.first(most), count + running.count, state.rules.loaded)
        }
        var found = events.compactMap { event in event.event.told.map { Upcoming(moment: event.moment, what: $0) } }
        found += ends.map { Upcoming(moment: $0.end, what: .jobEnds(JobKey($0.provider, $0.job))) }
        let phases = loaded.timeLine.map { phase in
            Upcoming(moment: loaded.loadedAt + phase.start, what: .phase(phase.name))
        }.filter { $0.moment.map { $0 > now } ?? false }
        found += phases
        // A stable order: what comes at once stands as it was found.
        let sorted = found.enumerated().sorted { left, right in
            let (first, second) = (left.element.moment ?? .distantFuture, right.element.moment ?? .distantFuture)
            return first != second ? first < second : left.offset < right.offset
        }.map(\.element)
        return Future(
            now: now, events: sorted.prefix(most).map(\.withoutNever), total: total + phases.count)
    }
}

extension Upcoming {
    /// What has no moment of its own stands at the end of time.
    fileprivate var withoutNever: Upcoming {
        Upcoming(moment: moment.flatMap { $0 < .distantFuture ? $0 : nil }, what: what)
    }
}

extension SandboxEvent {
    /// nil for a phase: those are all known beforehand.
    fileprivate var told: Upcoming.What? {
        switch self {
        case .release(let held): .answer(request: held.context.journal?.number, job: held.job?.id)
        case .resume(_, let answer): .pause(request: answer?.entry?.number)
        case .idle: .keepAlive
        case .aside: .connection
        case .jobEnded(let end): .callback(end.job)
        case .deliver(let id, _): .attempt(webhook: id)
        case .unpark(let id, _): .putAside(webhook: id)
        case .phase: nil
        }
    }
}
