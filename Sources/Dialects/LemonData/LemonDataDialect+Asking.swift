import Core
import DialectKit
import Documents
import HTTPMessages

extension LemonDataDialect {
    /// A request that needs a key and counts against the limit of its tier.
    func keyed(_ step: Step, _ wish: Wish, _ request: Request, settings: Settings) -> Ask {
        let ask = Ask(step: step, credential: bearerKey(request), wish: wish, pool: settings.text(Knob.tier))
        return withoutRevokedKey(ask, settings: settings)
    }

    /// A key that was revoked is found out before anything else (lemondata.md §2 [docs]).
    func withoutRevokedKey(_ ask: Ask, settings: Settings) -> Ask {
        let revoked = settings.text(Knob.revokedKey)
        guard !revoked.isEmpty, ask.credential == .key(revoked) else { return ask }
        var ask = ask
        ask.wish = .problem(Refusal(.unauthenticated, facts: .found([Fact.code: "expired_api_key"])), at: .key)
        return ask
    }

    func askTask(_ id: String, _ request: Request, settings: Settings) -> Ask {
        var ask = keyed(.poll, .intent(.poll(id, wait: .zero)), request, settings: settings)
        ask.jobID = id
        return ask
    }

    func askCancel(_ id: String, _ request: Request, settings: Settings) -> Ask {
        let allowed: Cancellation = settings.flag(Knob.cancellableTasks) ? .whileQueued : .never
        var ask = keyed(.cancel, .intent(.cancel(id, allowed: allowed)), request, settings: settings)
        ask.jobID = id
        return ask
    }

    /// Files need no key [chosen].
    func askFile(_ folder: String, _ name: String) -> Ask {
        let (job, _) = TaskID.job(of: folder)
        var ask = Ask(
            step: .download, credential: .notNeeded, wish: .problem(Refusal(.notFound), at: .submit), jobID: job)
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 2, let index = plainInteger(parts[0]), let format = Asset.Format(rawValue: String(parts[1])) {
            ask.wish = .intent(.download(Download(job: job, index: index, claim: nil, format: format)))
        }
        return ask
    }
}
