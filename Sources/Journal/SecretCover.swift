import Documents
import HTTPMessages

/// Takes secrets out of a request before anything of it is kept: values whose names say so, keys that the sandbox knows wherever they
/// stand, user names and secret parameters in addresses, and the contents of data URLs. `***` stands in their place.
public struct SecretCover: Sendable {
    private static let mark = "***"
    private static let schemes: Set = [
        "bearer", "basic", "digest", "negotiate", "key", "token", "apikey", "api-key", "aws4-hmac-sha256",
    ]
    /// Bytes of a body that is read for its secrets alone [chosen].
    private static let longestUnread = 1 << 20

    /// Keys that belong to the accounts of the scenario.
    private let known: Set<String>

    public init(known: Set<String> = []) {
        self.known = known
    }

    /// The request without its secrets; nil when there is none in it.
    ///
    /// - Parameter body: the body as it was read, where it is JSON.
    public func covered(_ request: borrowing Request, body: Node?) -> Request? {
        let headers = covered(request.headers)
        let query = request.query.isEmpty ? nil : covered(query: request.query[...], all: false)
        let content = (body ?? unread(request)).flatMap { covered($0, named: "") }
        guard headers != nil || query != nil || content != nil else { return nil }
        var request = copy request
        if let headers { request.headers = headers }
        if let query { request.query = query }
        if let content { request.body = .bytes(content.json()) }
        return request
    }

    /// The body of a request that was refused before it was read. What is no JSON hides nothing that a name tells of.
    private func unread(_ request: borrowing Request) -> Node? {
        let bytes = request.body.bytes
        let first = bytes.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        guard first == UInt8(ascii: "{"), bytes.count <= Self.longestUnread else { return nil }
        // A broken text is kept as it came, to show what is broken.
        return try? JSONReader.read(bytes).root
    }

    /// Fields that hide nothing make no strings: every request comes by here.
    private func covered(_ headers: Headers) -> Headers? {
        var suspects = 0
        headers.forEachField { name, value in if mayHide(name, value) { suspects += 1 } }
        guard suspects > 0 else { return nil }
        var (shown, place, isChanged) = (Headers(reservingBytes: headers.byteCount, fields: headers.count), 0, false)
        headers.forEachField { name, value in
            defer { place += 1 }
            guard mayHide(name, value) else { return shown.append(name, value) }
            let field = headers[place]
            guard let covered = covered(field.value, named: field.name) else { return shown.append(name, value) }
            shown.append(name, covered.utf8Span.span)
            isChanged = true
        }
        return isChanged ? shown : nil
    }

    private func mayHide(_ name: Span<UInt8>, _ value: Span<UInt8>) -> Bool {
        if !known.isEmpty || SecretNames.mayInclude(name) { return true }
        // `https://…` and `data:…`
        guard value.count > 5 else { return false }
        return value[0] | 0x20 == UInt8(ascii: "h") || value[0] | 0x20 == UInt8(ascii: "d")
    }

    /// The scheme of a credential stays: it is often what is wrong. Nothing else in front of a blank does, such as the first of several
    /// cookies.
    private func covered(_ value: String, named name: String) -> String? {
        guard SecretNames.include(name) else { return covered(value) }
        guard let blank = value.utf8.firstIndex(of: UInt8(ascii: " ")) else { return Self.mark }
        return Self.schemes.contains(value[..<blank].lowercased()) ? value[...blank] + Self.mark : Self.mark
    }

    /// None when there is no secret in it (a plain `nil` is the null of JSON). A member with nothing in it hides nothing.
    private func covered(_ node: Node, named name: String) -> Node? {
        switch node.value {
        case .string(let text):
            let value = SecretNames.include(name) ? Self.mark : covered(text, callback: name == "callback_url")
            return value.map { Node(.string($0)) }
        case .number:
            guard SecretNames.include(name) else { return .none }
            return Node(.string(Self.mark))
        case .array(let items):
            let shown = items.map { covered($0, named: name) }
            guard shown.contains(where: { $0 != .none }) else { return .none }
            return Node(.array(zip(items, shown).map { $1 ?? $0 }))
        case .object(let members):
            // What is secret as a whole is so in each of its parts.
            let isSecret = SecretNames.include(name)
            let shown = members.map { covered($0.value, named: isSecret ? name : $0.key) }
            guard shown.contains(where: { $0 != .none }) else { return .none }
            return Node(
                .object(Members(zip(members, shown).map { Members.Member(key: $0.key, value: $1 ?? $0.value) })))
        case .bool, .null: return .none
        }
    }

    /// A value whose name says nothing.
    private func covered(_ text: String, callback: Bool = false) -> String? {
        if !known.isEmpty, known.contains(text) { return Self.mark }
        guard let colon = text.utf8.prefix(8).firstIndex(of: UInt8(ascii: ":")) else { return nil }
        switch text[..<colon].lowercased() {
        case "http", "https": return covered(url: text, callback: callback)
        case "data":
            guard let comma = text.utf8.firstIndex(of: UInt8(ascii: ",")) else { return nil }
            return text[...comma] + Self.mark
        default: return nil
        }
    }

    private func covered(url: String, callback: Bool) -> String? {
        var shown = url
        if let start = shown.utf8.firstIndex(of: UInt8(ascii: ":")), shown[start...].hasPrefix("://") {
            let rest = shown[shown.index(start, offsetBy: 3)...]
            let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
            if let at = rest[..<end].lastIndex(of: "@") { shown.replaceSubrange(rest.startIndex..<at, with: Self.mark) }
        }
        if let mark = shown.firstIndex(of: "?"), let query = covered(query: shown[mark...].dropFirst(), all: callback) {
            shown = shown[...mark] + query
        }
        return shown == url ? nil : shown
    }

    /// - Parameter all: whether every value counts as a secret, as in the address of a receiver.
    private func covered(query: Substring, all: Bool) -> String? {
        var isChanged = false
        let shown = query.split(separator: "&", omittingEmptySubsequences: false).map { pair -> Substring in
            guard let equals = pair.firstIndex(of: "=") else { return pair }
            let name = String(pair[..<equals])
            let value = pair[equals...].dropFirst()
            guard !value.isEmpty, all || SecretNames.include(name) || known.contains(String(value)) else { return pair }
            isChanged = true
            return pair[...equals] + Self.mark
        }
        return isChanged ? shown.joined(separator: "&") : nil
    }
}
