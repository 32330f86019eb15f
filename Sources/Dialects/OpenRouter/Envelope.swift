import Core
import DialectKit
import Documents
import HTTPMessages
import Time

extension OpenRouterDialect {
    /// `error` with the status as an integer. Source: openrouter.md §4.1.
    public func envelope(_ refusal: Refusal, in context: Context) -> Response {
        let form = form(of: refusal, in: context)
        let limit = form.showsLimit ? context.limit ?? assumedLimit(of: refusal, in: context) : nil
        let fields = headers(of: refusal, limit, in: context)
        var writer = JSONWriter(reserving: 320)
        writer.beginObject()
        writer.name("error")
        writer.beginObject()
        writer.member("code", form.status)
        writer.member("message", form.isMasked ? form.message : refusal.message ?? form.message)
        let metadata = form.metadata + (limit.map { [Members.Member(key: "headers", value: $0.node)] } ?? [])
        if !metadata.isEmpty { writer.member("metadata", Node(.object(Members(metadata)))) }
        if let availability = form.availability {
            let details = AvailabilityDetails(
                retryAfter: fields["retry-after"].flatMap { Int($0) },
                rightEndpoint: refusal.rightEndpoint ?? "/api/v1/chat/completions",
                isOfAccount: refusal.param == "model")
            availability.write(refusal.subject ?? context.refused?.model ?? "", details, to: &writer)
        }
        writer.endObject()
        writer.endObject()
        return Response(status: form.status, headers: fields, body: writer.finish())
    }

    private func form(of refusal: Refusal, in context: Context) -> ErrorForm {
        let name = context.refused?.model.flatMap { models[$0] }?.endpoints.first?.name
        return ErrorForm(refusal, context.refused, providerName: name)
    }

    private func headers(of refusal: Refusal, _ limit: LimitView?, in context: Context) -> Headers {
        var fields: Headers = ["Content-Type": "application/json"]
        if !refusal.allowed.isEmpty { fields.append("Allow", refusal.allowed.joined(separator: ", ")) }
        for (name, value) in limit?.fields ?? [] { fields.append(name, value) }
        for field in DialectKit.headers(for: refusal.retryAfter, now: context.stamp) {
            fields.append(field.name, field.value)
        }
        return fields
    }

    /// Where a scenario says 429 and no limiter counts: the numbers of the documented example, used up.
    private func assumedLimit(of refusal: Refusal, in context: Context) -> LimitView {
        let rate = Self.documentedRate
        return LimitView(
            limit: rate.requests, remaining: 0, reset: context.stamp + (refusal.retryAfter.duration ?? rate.per))
    }

    public func failureMessage(_ error: SemanticError) -> String {
        ErrorForm(Refusal(error.reason), nil, providerName: nil).message
    }
}

extension LimitView {
    /// On the platform's own 429 alone; the end of the window in Unix milliseconds [third-party].
    fileprivate var fields: [(name: String, value: String)] {
        [
            ("X-RateLimit-Limit", String(limit)), ("X-RateLimit-Remaining", String(remaining)),
            ("X-RateLimit-Reset", String((reset.nanoseconds + 999_999) / 1_000_000)),
        ]
    }

    /// The same in the body, as strings [third-party].
    fileprivate var node: Node {
        Node(.object(Members(fields.map { Members.Member(key: $0.name, value: Node(.string($0.value))) })))
    }
}
