import Basics
import Core
import DialectKit
import HTTPMessages
import Synchronization
import Time

extension Sandbox {
    /// Keeps a request waiting until that moment; whoever comes first, its end or the client's leaving, takes it out.
    ///
    /// - Parameter begin: the webhook that it waits for, to be begun before anybody may move the clock because it waits.
    func hold(
        _ context: inout RequestContext, _ job: Job, until moment: Moment, phantom: Shared<PhantomJob>? = nil,
        _ begin: ((HeldRequest) -> Void)? = nil
    ) -> Handling {
        if context.journal == nil { context.journal = enter(context, job: job.id, tellsOfPhantom: phantom != nil) }
        let held = HeldRequest(
            context, job: job.key, phantom: phantom, waitsForWebhook: begin != nil)
        let count: Int? = state.withLock { [resets = context.loaded.resets] state in
            guard state.resets == resets, state.closedBecause == nil else { return nil }
            held.ticket = state.schedule.add(.release(held), at: moment)
            if begin == nil { busy.subtract(1, ordering: .relaxed) }
            return state.schedule.held
        }
        // Its job and its moment are of before a reset.
        guard let count else {
            context.decision = nil
            return .answered(answer(context, endingWhileHeld.answer))
        }
        if let begin {
            begin(held)
            busy.subtract(1, ordering: .relaxed)
        }
        arm()
        tellHeld(begin == nil ? count : state.withLock { $0.schedule.held })
        goOnIfQuiet()
        return .held(held)
    }

    /// The wait of a request is over: it gets its job as that is at the moment.
    func release(_ held: HeldRequest, at moment: Moment) {
        busy.add(1, ordering: .relaxed)
        held.ticket = nil
        if let phantom = held.phantom { return resolve(held, phantom.value.job, at: moment) }
        guard let key = held.job else { return }
        store.load(key).whenThere { [self] job in resolve(held, job, at: moment) }
    }

    private func resolve(_ held: HeldRequest, _ job: Job?, at moment: Moment) {
        let context = held.context
        guard let job else {
            let refusal = Refusal(.notFound, subject: held.job?.id)
            return resolve(held, .answered(answer(context, .refusal(refusal))), context)
        }
        var answer = answer(context, job, at: moment)
        answer.phantom = held.phantom
        resolve(held, .answered(answer), context)
    }

    /// The wait of a request has led to that.
    func resolve(_ held: HeldRequest, _ handling: Handling, _ context: RequestContext) {
        guard let end = held.resolve(handling, context) else { return }
        switch handling {
        case .answered:
            // Nothing was sent to a client who had gone.
            let departure = record(context, nil, job: held.job?.id, 0, [:], .bytes([]), at: context.moment)
            leave(departure, end)
            _ = recordEnd(departure, end, bytesSent: 0, outlines: false)
        case .held(let successor): leave(successor, end)
        }
    }

    /// A request waits for a store that answers later; then it goes on.
    func awaitStore<Value>(
        _ context: RequestContext, _ token: StoreToken<Value>,
        _ next: @escaping @Sendable (Sandbox, inout RequestContext, Value) -> Handling
    ) -> Handling {
        var context = context
        // A reset or a stop answers it.
        if context.arrival == nil { admit(&context) }
        if context.journal == nil { context.journal = enter(context, job: nil) }
        let held = HeldRequest(context)
        let number = state.withLock { $0.storeWaits.add(held) }
        token.whenResolved { [self, context] value in
            guard state.withLock({ $0.storeWaits.remove(number) }) else { return }
            var context = context
            let handling = next(self, &context, value)
            resolve(held, handling, context)
        }
        return .held(held)
    }

    /// The wait for a store is over for these: what that answers later is nobody's any more.
    func dismiss(waitingForStore: [HeldRequest], as outcome: Answer.Outcome) {
        for held in waitingForStore { dismiss(held, as: outcome) }
    }

    /// What has ended the wait of a request that can be held no more.
    private var endingWhileHeld: Ending {
        state.withLock { $0.closedBecause }.map { .closed(because: $0) } ?? .reset
    }

    /// The exchange of a held request is over before it was answered: its client has gone, who may take a job along.
    /// Gives what was left to do about it, and is done.
    @discardableResult
    public func leave(_ held: HeldRequest, _ end: ExchangeEnd = .clientGone) -> Departure {
        let departure = Departure(held.context)
        let isTakenOut = held.ticket.map { ticket in state.withLock { $0.schedule.cancel(ticket) } }
        if isTakenOut == true {
            part(departure, end)
            countMadeJob(of: held.context)
            // A webhook of a job that has ended already may follow.
            if departure.raisesWebhook { runDue() }
            return departure
        }
        switch held.abandon(end) {
        case .waits: return departure
        case .goesOn(let successor): return leave(successor, end)
        case .answered(let context):
            // The end of its wait came at the same time.
            let departure = Departure(context)
            leave(departure, end)
            return departure
        }
    }
}

extension Refusal {
    /// What a request is told whose sandbox was reset while it was on its way.
    static var resetMeanwhile: Refusal {
        Refusal(.overloaded, message: "The sandbox was reset while this request was held.")
    }
}
