import Core
import Scenario
import Time

extension Inquiry {
    /// `retry_after_respected`: a 429 binds the account at that step, every other refusal the request that it refused. A hint on an
    /// answer that is no refusal binds nobody.
    func retryAfterRespected() -> Judgement {
        let tolerance = (expectation.duration("tolerance") ?? .zero) + Self.tolerance
        let refusals = exchanges.filter { $0.status >= 400 && $0.retryAfter != nil && $0.arrivedWhole == true }
        guard !refusals.isEmpty else { return .silent("No request was told when to come back.") }
        var judgement = Judgement(
            praise: "\(counted(refusals.count, "refusal")) said when to come back, and nobody came sooner.")
        judgement.advice = "Wait as long as `Retry-After` says before the next request of that kind."
        for refusal in refusals {
            guard let told = refusal.retryAfter else { continue }
            let early = exchanges.first { later in
                guard later.number != refusal.number, refusal.binds(later) else { return false }
                let pause = pause(from: refusal, to: later)
                return pause >= .zero && pause + tolerance < told
            }
            guard let early else { continue }
            judgement.fail(
                "#\(refusal.number) → #\(early.number): told to wait \(told), came after \(real: pause(from: refusal, to: early)).",
                [refusal, early])
        }
        return judgement
    }

    /// `no_blind_retry`
    func noBlindRetry() -> Judgement {
        let creates = exchanges.filter(\.isCreate)
        let doubtful = creates.filter(\.leavesDoubt)
        guard !doubtful.isEmpty else { return .silent("Every create got an answer that says what became of it.") }
        var judgement = Judgement(
            praise:
                "\(counted(doubtful.count, "create")) ended without an answer that says what became of it, and none was repeated blindly."
        )
        judgement.advice = adviceAfterLoss(at: doubtful[0].provider)
        for lost in doubtful {
            guard let again = creates.first(where: { $0.isSame(as: lost) && pause(from: lost, to: $0) >= .zero }),
                !isSafe(again, after: lost)
            else { continue }
            judgement.fail(
                "#\(lost.number) → #\(again.number): the create was sent again although nobody could know what became of the first (\(lost.outcome)).",
                [lost, again])
        }
        return judgement
    }

    /// The provider knows it for a repetition, or the client has looked first.
    private func isSafe(_ again: Exchange, after lost: Exchange) -> Bool {
        if again.making == .replayed { return true }
        let takesKey = again.provider.flatMap { record.recourse[$0]?.takesRepeatKey } ?? false
        if takesKey, again.hasRepeatKey, lost.hasRepeatKey { return true }
        return record.exchanges.contains { look in
            look.isList && look.isAnswered && look.provider == again.provider && look.account == again.account
                && look.came >= lost.left ?? lost.came && look.left.map { $0 <= again.came } ?? false
        }
    }

    /// `backoff_grows`
    func backoffGrows() -> Judgement {
        let factor = expectation.number("min_factor") ?? 1
        var seen: Set<UInt64> = []
        var (spoken, judgement) = (0, Judgement(praise: ""))
        judgement.advice =
            "Wait longer after each failure of the same request, and add chance to it (full jitter aside)."
        for first in exchanges where first.fingerprint != 0 && seen.insert(first.fingerprint).inserted {
            let pauses = retryPauses(of: exchanges.filter { $0.isSame(as: first) })
            if pauses.count > 1 { spoken += 1 }
            for (earlier, later) in zip(pauses, pauses.dropFirst()) {
                let wanted = Duration.nanoseconds(Int64(Double(earlier.pause.nanoseconds) * factor))
                guard later.pause + Self.tolerance < wanted else { continue }
                judgement.fail(
                    "#\(earlier.before.number) → #\(later.before.number) → #\(later.after.number): after \(real: earlier.pause) the next pause was \(real: later.pause).",
                    [earlier.before, later.before, later.after])
                break
            }
        }
        guard spoken > 0 else {
            return .silent("No request was repeated twice after failures, so there are no two pauses to compare.")
        }
        judgement.praise = "The pauses between retries of \(counted(spoken, "request")) never shrank."
        return judgement
    }

    /// The pauses behind failures, as far as nobody told how long to wait.
    private func retryPauses(
        of group: [Exchange]
    ) -> [(before: Exchange, after: Exchange, pause: Duration)] {
        zip(group, group.dropFirst()).compactMap { before, after in
            guard !before.isAnswered, before.retryAfter == nil else { return nil }
            let pause = pause(from: before, to: after)
            return pause >= .zero ? (before, after, pause) : nil
        }
    }
}

extension Exchange {
    /// Whether what this refusal told holds for another request.
    fileprivate func binds(_ other: Exchange) -> Bool {
        guard status == 429 else { return isSame(as: other) }
        return provider == other.provider && account == other.account && step == other.step
    }
}
