import Core
import DialectKit
import Documents
import HTTPMessages
import Time

extension LemonDataDialect {
    /// `{"error": {…}}` with whatever hints there are, and `validation_errors` beside it. Source: lemondata.md §4.1.
    public func envelope(_ refusal: Refusal, in context: Context) -> Response {
        var form = ErrorForm(refusal, step: context.step)
        let found = refusal.found
        if let code = found[Fact.code]?.string { form.adopt(code) }
        let wait = Wait(refusal, form, in: context)
        let hints = hints(for: refusal, form, wait, in: context)
        var writer = JSONWriter(reserving: 320)
        writer.beginObject()
        writer.name("error")
        writer.beginObject()
        writer.member("message", refusal.message ?? hints.message ?? form.message)
        writer.member("type", form.type)
        if let param = blamed(refusal, form) { writer.member("param", param) }
        writer.member("code", form.code)
        if let retryable = form.isRetryable { writer.member("retryable", retryable) }
        if let seconds = wait.seconds { writer.member("retry_after", seconds) }
        for member in hints.members + found where !Fact.outside.contains(member.key) {
            writer.name(dynamic: member.key)
            writer.value(member.value)
        }
        writer.endObject()
        if let errors = found[Fact.validationErrors] { writer.member("validation_errors", errors) }
        writer.endObject()
        return Response(
            status: form.status, headers: headers(of: refusal, form, wait, in: context), body: writer.finish())
    }

    /// A key or a path that is not there is nobody's field.
    private func blamed(_ refusal: Refusal, _ form: ErrorForm) -> String? {
        form.status == 400 ? refusal.param ?? form.param : nil
    }

    private func headers(of refusal: Refusal, _ form: ErrorForm, _ wait: Wait, in context: Context) -> Headers {
        var fields = jsonHeaders(in: context)
        if !refusal.allowed.isEmpty { fields.append("Allow", refusal.allowed.joined(separator: ", ")) }
        if form.status == 429 {
            fields.append("X-RateLimit-Limit", String(wait.limit.limit))
            fields.append("X-RateLimit-Remaining", "0")
            fields.append("X-RateLimit-Reset", String((wait.limit.reset + .nanoseconds(999_999_999)).unixSeconds))
        }
        for field in DialectKit.headers(for: wait.told, now: context.stamp) {
            fields.append(field.name, field.value)
        }
        return fields
    }

    /// What `error` says of a failed task [docs].
    public func failureMessage(_ error: SemanticError) -> String {
        ErrorForm(Refusal(error.reason), step: .create).message
    }
}

extension Fact {
    /// Not inside `error`.
    fileprivate static let outside = [code, validationErrors]
}

extension Refusal {
    var found: Members {
        if case .found(let members) = facts { members } else { [:] }
    }
}

/// When a refused client may come back: header and body say the same (lemondata.md §4.3).
struct Wait {
    /// For `error.retry_after`; nil where nothing is told.
    let seconds: Int?
    /// For the header.
    let told: RetryAfter
    let limit: LimitView

    /// What an outage tells, in the body alone [docs].
    private static let outage = 30
    /// Where a limit tells nothing itself, a second [chosen].
    private static let shortest: Duration = .seconds(1)

    init(_ refusal: Refusal, _ form: ErrorForm, in context: Context) {
        let isLimit = form.status == 429
        let wait = refusal.retryAfter
        told = isLimit && wait == .automatic(nil) ? .automatic(Self.shortest) : wait
        seconds =
            told.duration.map { Int(max(1, $0.wholeSecondsUp)) }
            ?? (refusal.reason == .overloaded && told == .automatic(nil) ? Self.outage : nil)
        limit =
            context.limit
            ?? LimitView(
                limit: Tier(context.settings.text(SettingName.tier)).requests, remaining: 0,
                reset: context.stamp + (told.duration ?? Self.shortest))
    }
}
