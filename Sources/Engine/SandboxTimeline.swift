import Core
import Journal
import Time

/// What is still to happen in a sandbox, with everything that is asked about it over and over: how much of it somebody waits for,
/// and which requests wait for a job. Nothing of that is ever looked for.
struct SandboxTimeline: Sendable {
    typealias Ticket = Timeline<SandboxEvent>.Ticket

    private var timeline = Timeline<SandboxEvent>()
    /// Requests that wait for their job or in a pause of their answer.
    private(set) var held = 0
    /// Exchanges that are silent in real time, or have only a sign of life to come.
    private(set) var silent = 0
    /// Events that the `auto` clock jumps for.
    private(set) var awaited = 0
    /// Events that keep the sandbox from being idle.
    private(set) var work = 0
    private var waiting = WaitingRequests()
    /// The ends of jobs that somebody is called about.
    private var ends: [JobKey: Ticket] = [:]

    /// What comes next; nil when nothing is to come.
    var nextEvent: SandboxEvent? { timeline.nextTicket.flatMap { timeline[slot: $0.slot]?.event } }

    /// What somebody has waited for longest. Looks at everything.
    var longestHeld: SandboxEvent? {
        timeline.oldest { event in
            switch event {
            case .release, .resume: true
            case .idle, .aside, .phase, .jobEnded, .deliver, .unpark: false
            }
        }
    }

    /// The earliest moment at which something happens; nil when nothing is to come.
    var next: Moment? { timeline.next }

    @discardableResult
    mutating func add(_ event: SandboxEvent, at moment: Moment) -> Ticket {
        let ticket = timeline.add(event, at: moment)
        if case .release(let request) = event, let key = request.job {
            held += 1
            waiting.add(ticket, for: key)
        }
        if case .resume = event { held += 1 }
        if case .idle = event { silent += 1 }
        if case .jobEnded(let end) = event { ends[end.job] = ticket }
        if event.isAwaited(at: moment) { awaited += 1 }
        if event.isWork(at: moment) { work += 1 }
        return ticket
    }

    /// Takes an event out before its time; nil if it already happened or was cancelled.
    @discardableResult
    mutating func cancel(_ ticket: Ticket) -> SandboxEvent? {
        take(ticket)?.1
    }

    /// Takes out the earliest event, if it is due at `limit` or before.
    mutating func popDue(until limit: Moment) -> (Moment, SandboxEvent)? {
        guard let next = timeline.next, next <= limit, let ticket = timeline.nextTicket else { return nil }
        return take(ticket)
    }

    /// Takes the requests out that are held for a job, in the order in which they came to wait.
    mutating func takeWaiting(for key: JobKey) -> [HeldRequest] {
        waiting.tickets(for: key).compactMap { ticket in
            guard case .release(let request) = cancel(ticket) else { return nil }
            return request
        }
    }

    /// The end of a job comes at that moment instead of the one that was planned, or of none; false when nobody is to be called about it,
    /// or was called already.
    mutating func moveEnd(of job: JobKey, to moment: Moment) -> Bool {
        guard let event = ends[job].flatMap({ cancel($0) }) else { return false }
        add(event, at: moment)
        return true
    }

    /// Requests that are held for a job wait no longer than until that moment. Those that wait for a webhook do so on.
    mutating func bringForward(waitingFor key: JobKey, to moment: Moment) {
        for ticket in waiting.tickets(for: key) {
            guard let planned = timeline.moment(of: ticket), planned > moment,
                case .release(let request) = timeline[slot: ticket.slot]?.event, !request.waitsForWebhook,
                let event = cancel(ticket)
            else { continue }
            request.ticket = add(event, at: moment)
        }
    }

    /// The first events, in their order: at most that many.
    func first(_ most: Int) -> [(moment: Moment, event: SandboxEvent)] { timeline.first(most) }

    var count: Int { timeline.count }

    /// Takes out what a request waits for; nil when it does not wait.
    mutating func takeWait(of request: Journal.Ticket) -> SandboxEvent? {
        let ticket = timeline.ticket { event in
            switch event {
            case .release(let held): held.context.journal == request
            case .resume(_, let answer): answer?.entry == request
            case .idle, .aside, .jobEnded, .deliver, .unpark, .phase: false
            }
        }
        return ticket.flatMap { cancel($0) }
    }

    private mutating func take(_ ticket: Ticket) -> (Moment, SandboxEvent)? {
        guard let moment = timeline.moment(of: ticket), let event = timeline.cancel(ticket) else { return nil }
        if case .release(let request) = event, let key = request.job {
            held -= 1
            waiting.remove(ticket, for: key)
        }
        if case .resume = event { held -= 1 }
        if case .idle = event { silent -= 1 }
        if case .jobEnded(let end) = event, ends[end.job] == ticket { ends[end.job] = nil }
        if event.isAwaited(at: moment) { awaited -= 1 }
        if event.isWork(at: moment) { work -= 1 }
        return (moment, event)
    }
}

/// Which requests are held for a job: nearly always one.
private struct WaitingRequests: Sendable {
    typealias Ticket = SandboxTimeline.Ticket

    private var first: [JobKey: Ticket] = [:]
    /// Beyond the first of a job.
    private var more: [JobKey: Set<Ticket>] = [:]

    mutating func add(_ ticket: Ticket, for key: JobKey) {
        if first[key] == nil { first[key] = ticket } else { more[key, default: []].insert(ticket) }
    }

    mutating func remove(_ ticket: Ticket, for key: JobKey) {
        if first[key] == ticket {
            first[key] = more[key]?.popFirst()
        } else {
            more[key]?.remove(ticket)
        }
        if more[key]?.isEmpty == true { more[key] = nil }
    }

    /// In the order of their coming.
    func tickets(for key: JobKey) -> [Ticket] {
        guard let first = first[key] else { return [] }
        return ([first] + (more[key] ?? [])).sorted()
    }
}
