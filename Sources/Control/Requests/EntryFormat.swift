import Documents
import HTTPMessages
import Journal

/// The forms in which entries of the journal are handed out.
enum EntryFormat: String, CaseIterable, Sendable {
    case json, ndjson, har, curl

    static let option = ListOption(name: "format", words: allCases.map(\.rawValue))

    /// What is told of a list beside its entries.
    struct Counts: Sendable {
        var total: Int
        var dropped: Int
        var matching: Int
        var next: Int?

        /// For the formats that have no place for it.
        var headers: Headers {
            var headers: Headers = [
                "X-Understudy-Total": "\(total)", "X-Understudy-Dropped": "\(dropped)",
                "X-Understudy-Matching": "\(matching)",
            ]
            if let next { headers.append("X-Understudy-Next", "\(next)") }
            return headers
        }

        var words: String {
            "\(matching) requests match, of \(total) that came"
                + (dropped > 0 ? "; the oldest \(dropped) were dropped from the journal" : "")
                + (next.map { "; the next page begins with after=\($0)" } ?? "") + "."
        }
    }

    /// A line for each, as any list can be told.
    static func lines(_ nodes: [Node], _ counts: Counts) -> Response {
        ndjson.response(nodes.flatMap { $0.json() + [UInt8(ascii: "\n")] }, counts)
    }

    func response(_ entries: [JournalEntry], _ counts: Counts, version: String) -> Response {
        switch self {
        case .json: response(Node(.array(entries.map(\.node))).json(indent: 2), counts)
        case .ndjson: Self.lines(entries.map(\.node), counts)
        case .har:
            response(HARLog.node(entries, comment: counts.words, version: version).json(indent: 2), counts)
        case .curl: response(Array(CurlCommand.script(entries, comment: counts.words).utf8), counts)
        }
    }

    private func response(_ body: [UInt8], _ counts: Counts) -> Response {
        var headers: Headers = ["Content-Type": mediaType, "Cache-Control": "no-store"]
        for field in counts.headers { headers.append(field.name, field.value) }
        return Response(status: 200, headers: headers, body: body)
    }

    private var mediaType: String {
        switch self {
        case .json, .har: "application/json; charset=utf-8"
        case .ndjson: "application/x-ndjson"
        case .curl: "text/plain; charset=utf-8"
        }
    }
}

/// Names that stand for what the journal does not keep.
enum KeptSecret {
    /// The variable of a shell that stands for the key of a client.
    static let variable = "$UNDERSTUDY_KEY"

    /// The headers that clients send their key in; what else is covered was another secret.
    private static let keyHeaders: Set = ["authorization", "x-api-key", "api-key", "apikey", "x-goog-api-key"]

    /// Whether a covered value of that header is the client's key.
    static func isKey(header name: String) -> Bool { keyHeaders.contains(name.lowercased()) }

    /// Whether a covered parameter is the client's key, and not the signature of a link.
    static func isKey(parameter name: Substring) -> Bool {
        let name = name.lowercased()
        return !["sig", "signature"].contains { name.hasSuffix($0) }
    }

    /// The query with something in the place of the client's key.
    static func query(_ query: String, key: String) -> String {
        query.split(separator: "&", omittingEmptySubsequences: false).map { pair in
            guard let equals = pair.firstIndex(of: "="), pair[equals...].dropFirst() == SecretCover.mark,
                isKey(parameter: pair[..<equals])
            else { return String(pair) }
            return pair[...equals] + key
        }.joined(separator: "&")
    }

    /// A header's value with something in the place of the client's key.
    static func header(_ name: String, _ value: String, key: String) -> String {
        guard isKey(header: name), value.hasSuffix(SecretCover.mark) else { return value }
        return value.dropLast(SecretCover.mark.count) + key
    }
}

extension JournalEntry {
    /// Where it was sent.
    ///
    /// - Parameter key: stands for the client's own.
    func url(key: String) -> String {
        let query = KeptSecret.query(request.query, key: key)
        return request.base + request.path + (query.isEmpty ? "" : "?" + query)
    }

    /// Whether it asked for a link whose signature is not kept.
    var hasSignedLink: Bool {
        KeptSecret.query(request.query, key: "").split(separator: "&").contains { $0.hasSuffix("=" + SecretCover.mark) }
    }
}
