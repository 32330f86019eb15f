import DialectKit
import Documents

/// The field `provider`: which endpoints may serve a request, and in which order they are tried.
/// Source: openrouter.md §3.1.1.
struct ProviderPreferences {
    enum Sort: String, CaseIterable {
        case price, throughput, latency, exacto
    }

    let only: [String]
    let ignore: [String]
    let order: [String]
    let sort: Sort?
    let allowsFallbacks: Bool
    /// By provider slug.
    private let options: Members

    init(_ members: Members) throws(Rejection) {
        let fields = Fields(members, prefix: "provider.")
        only = try fields.strings("only")
        ignore = try fields.strings("ignore")
        order = try fields.strings("order")
        sort = try Self.sort(fields)
        allowsFallbacks = try fields.flag("allow_fallbacks") ?? true
        options = try fields.object("options") ?? [:]
        for option in options where option.value.object == nil && !option.value.isNull {
            let param = "provider.options.\(option.key.shortened)"
            throw Rejection("\(param): expected an object, got \(option.value.kindName)", param: param)
        }
    }

    /// A word, or a mapping that has one as `by`.
    private static func sort(_ fields: Fields) throws(Rejection) -> Sort? {
        let words = Sort.allCases.map(\.rawValue)
        guard fields.raw("sort")?.object != nil, let members = try fields.object("sort") else {
            return try fields.word("sort", of: words).flatMap { Sort(rawValue: $0) }
        }
        return try Fields(members, prefix: "provider.sort.").word("by", of: words).flatMap { Sort(rawValue: $0) }
    }

    /// What goes through to the provider: options that the endpoint does not allow are dropped [chosen].
    func options(for endpoint: Endpoint) -> Members {
        let own = options[endpoint.slug]?.object ?? [:]
        return Members(own.filter { endpoint.passthrough.contains($0.key) })
    }

    /// The endpoints that may serve, in the order in which they are tried.
    ///
    /// Without `sort: price` those that are not named in `order` keep the catalog's order: nothing is published about
    /// throughput or latency [chosen].
    func candidates(_ endpoints: [Endpoint], price: (Endpoint) -> Decimal) -> [Endpoint] {
        let allowed = endpoints.filter { endpoint in
            (only.isEmpty || only.contains { endpoint.isPinned(by: $0) }) && !ignore.contains { endpoint.isNamed($0) }
        }
        let named = order.reduce(into: [Endpoint]()) { named, name in
            named += allowed.filter { endpoint in
                endpoint.isPinned(by: name) && !named.contains { $0.place == endpoint.place }
            }
        }
        guard order.isEmpty || allowsFallbacks else { return named }
        var others = allowed.filter { endpoint in !named.contains { $0.place == endpoint.place } }
        // Sorting keeps the order of what costs the same.
        if sort == .price { others.sort { price($0) < price($1) } }
        return named + others
    }
}
