import Core
import DialectKit
import Documents
import HTTPMessages

extension LemonDataDialect {
    /// A request that needs a key and counts against the limit of its tier.
    func keyed(_ step: Step, _ operation: Operation, _ request: Request, settings: Settings) -> ParsedRequest {
        let parsed = ParsedRequest(
            step: step, credential: bearerKey(request), operation: operation, pool: settings.text(SettingName.tier))
        return withoutRevokedKey(parsed, settings: settings)
    }

    /// A key that was revoked is found out before anything else (lemondata.md §2 [docs]).
    func withoutRevokedKey(_ parsed: ParsedRequest, settings: Settings) -> ParsedRequest {
        let revoked = settings.text(SettingName.revokedKey)
        guard !revoked.isEmpty, parsed.credential == .key(revoked) else { return parsed }
        var parsed = parsed
        parsed.operation = .rejected(Refusal(.unauthenticated, facts: .found([Fact.code: "expired_api_key"])), at: .key)
        return parsed
    }

    func parseTask(_ id: String, _ request: Request, settings: Settings) -> ParsedRequest {
        var parsed = keyed(.poll, .poll(id, wait: .zero), request, settings: settings)
        parsed.jobID = id
        return parsed
    }

    func parseCancel(_ id: String, _ request: Request, settings: Settings) -> ParsedRequest {
        let allowed: Cancellation = settings.flag(SettingName.cancellableTasks) ? .whileQueued : .never
        var parsed = keyed(.cancel, .cancel(id, allowed: allowed), request, settings: settings)
        parsed.jobID = id
        return parsed
    }

    /// Files need no key [chosen].
    func parseFile(_ folder: String, _ name: String, _ request: Request) -> ParsedRequest {
        let (job, _) = TaskID.job(of: folder)
        var parsed = ParsedRequest(
            step: .download, credential: .notNeeded, operation: .rejected(Refusal(.notFound), at: .submit), jobID: job)
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 2, let index = plainInteger(parts[0]), let format = Asset.Format(rawValue: String(parts[1])) {
            parsed.operation = .download(
                Download(
                    job: job, index: index, claim: nil, reading: LinkMark.reading(in: request.query), format: format))
        }
        return parsed
    }
}
