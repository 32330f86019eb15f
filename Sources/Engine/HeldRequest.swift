import Basics
import Core
import HTTPMessages
import Time

/// A request that waits for its answer: until its job has ended or its window is over, or until the store has answered.
///
/// Whoever takes it out of the timeline has it: the end of its wait, its client's leaving, or a reset. Any thread.
public final class HeldRequest: Sendable {
    /// What is done with the answer, and with what is known of the request by then.
    public typealias Receiver = @Sendable (Answer, RequestContext) -> Void

    private enum State: Sendable {
        /// Nobody has asked for the answer yet, and there is none.
        case open
        case awaited(Receiver)
        case answered(Answer, RequestContext)
        /// It waits for something else by now.
        case succeeded(HeldRequest)
        case handedOver(RequestContext)
        /// Its client has gone before there was an answer.
        case left(ExchangeEnd)
    }

    private struct Guarded: Sendable {
        var state = State.open
        var ticket: Timeline<SandboxEvent>.Ticket?
    }

    /// As it was when the wait began.
    let context: RequestContext
    /// The job that it waits for; nil while it waits for the store.
    let job: JobKey?
    /// A job that is told of and never was: its create lost the answer, and a rule made nothing of it.
    let phantom: Shared<PhantomJob>?
    /// It waits for the first attempt of a webhook, which may be to come.
    let waitsForWebhook: Bool
    private let guarded = Lock(Guarded())

    init(
        _ context: RequestContext, job: JobKey? = nil, phantom: Shared<PhantomJob>? = nil, waitsForWebhook: Bool = false
    ) {
        self.waitsForWebhook = waitsForWebhook
        self.context = context
        self.job = job
        self.phantom = phantom
    }

    /// Where it stands in the timeline; nil when it does not.
    var ticket: Timeline<SandboxEvent>.Ticket? {
        get { guarded.withLock { $0.ticket } }
        set { guarded.withLock { $0.ticket = newValue } }
    }

    private enum Next: Sendable {
        case receive(Answer, RequestContext)
        case ask(HeldRequest)
        case wait
    }

    /// Hands the answer over: now, if it has come. Called once.
    public func whenAnswered(_ receiver: @escaping Receiver) {
        let next: Next = guarded.withLock { guarded in
            switch guarded.state {
            case .open:
                guarded.state = .awaited(receiver)
                return .wait
            case .answered(let answer, let context):
                guarded.state = .handedOver(context)
                return .receive(answer, context)
            case .succeeded(let successor): return .ask(successor)
            case .awaited, .handedOver, .left: return .wait
            }
        }
        switch next {
        case .receive(let answer, let context): receiver(answer, context)
        case .ask(let successor): successor.whenAnswered(receiver)
        case .wait: break
        }
    }

    /// Its wait has led to that. Gives the end of the exchange when its client has gone meanwhile: nobody takes the answer then.
    func resolve(_ handling: Handling, _ context: RequestContext) -> ExchangeEnd? {
        let (receiver, end): (Receiver?, ExchangeEnd?) = guarded.withLock { guarded in
            if case .left(let end) = guarded.state { return (nil, end) }
            let receiver: Receiver? = if case .awaited(let receiver) = guarded.state { receiver } else { nil }
            switch handling {
            case .held(let successor): guarded.state = .succeeded(successor)
            case .answered where receiver != nil: guarded.state = .handedOver(context)
            case .answered(let answer): guarded.state = .answered(answer, context)
            }
            return (receiver, nil)
        }
        guard let receiver else { return end }
        switch handling {
        case .answered(let answer): receiver(answer, context)
        case .held(let successor): successor.whenAnswered(receiver)
        }
        return nil
    }

    /// What a client leaves behind who goes before the answer has come to it.
    enum Abandonment: Sendable {
        /// It waits still; what comes of it is nobody's any more.
        case waits
        /// Its answer was found, and this is what is known of it.
        case answered(RequestContext)
        /// That one waits by now.
        case goesOn(HeldRequest)
    }

    /// Its client has gone.
    func abandon(_ end: ExchangeEnd) -> Abandonment {
        guarded.withLock { guarded in
            switch guarded.state {
            case .succeeded(let successor): return .goesOn(successor)
            case .handedOver(let context): return .answered(context)
            case .answered(_, let context):
                guarded.state = .handedOver(context)
                return .answered(context)
            case .open, .awaited, .left:
                guarded.state = .left(end)
                return .waits
            }
        }
    }
}
