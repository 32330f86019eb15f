import Digests
import Documents
import HTTPMessages

/// Takes secrets out of a request before anything of it is kept: values whose names say so, keys and secrets that the sandbox knows
/// wherever they stand, user names and secret parameters in addresses, and the contents of data URLs. `***` stands in their place; behind
/// that of a data URL are its size and a hash.
public struct SecretCover: Sendable {
    public static let mark = "***"
    private static let schemes: Set = [
        "bearer", "basic", "digest", "negotiate", "key", "token", "apikey", "api-key", "aws4-hmac-sha256",
    ]
    /// Bytes of a body that is read for its secrets alone [chosen].
    private static let longestUnread = 1 << 20

    /// What is shown of a value.
    private enum Shown {
        /// The mark behind that many of its bytes.
        case mark(after: Int)
        case text(String)
    }

    /// Keys of the scenario's accounts, and secrets that it signs webhooks with.
    public let known: Set<String>
    /// The key that the request itself came with, which need not be among them.
    private var own: String?
    /// Whether a known key has that many bytes: most values are told by their length.
    private let lengths: [Bool]

    public init(known: Set<String> = []) {
        self.known = known.filter { !$0.isEmpty }
        var lengths: [Bool] = []
        for key in self.known {
            let count = key.utf8.count
            if lengths.count <= count { lengths += Array(repeating: false, count: count + 1 - lengths.count) }
            lengths[count] = true
        }
        self.lengths = lengths
    }

    /// The same for a request that came with that key.
    public func knowing(_ key: String?) -> SecretCover {
        var cover = self
        cover.own = key?.isEmpty == true ? nil : key
        return cover
    }

    func isKnown(_ text: String) -> Bool { text == own || known.contains(text) }

    /// Whether a known secret may have so many bytes.
    func mayBeKnown(length: Int) -> Bool {
        length < lengths.count && lengths[length] || length == own?.utf8.count
    }

    var knowsNothing: Bool { known.isEmpty && own == nil }

    /// The request without its secrets; nil when there is none in it.
    ///
    /// - Parameters:
    ///   - body: the body as it was read, where it is JSON.
    ///   - limit: how many bytes of a body are kept that is no JSON.
    public func covered(_ request: borrowing Request, body: Node?, limit: Int = .max) -> Request? {
        let headers = covered(request.headers)
        let query = request.query.isEmpty ? nil : covered(query: request.query[...])
        let content =
            if let body {
                hides(body) ? covered(body).json() : nil
            } else {
                covered(unread: request, limit: limit)
            }
        let path = covered(path: request.path)
        guard headers != nil || query != nil || content != nil || path != nil else { return nil }
        var request = copy request
        if let path { request.path = path }
        if let headers { request.headers = headers }
        if let query { request.query = query }
        if let content { request.body = .bytes(content) }
        return request
    }

    /// The path without the known secrets that are segments of it.
    private func covered(path: String) -> String? {
        var start = 0
        let bytes = path.utf8Span.span
        for place in 0...bytes.count where place == bytes.count || bytes[place] == UInt8(ascii: "/") {
            defer { start = place + 1 }
            guard place > start, mayBeKnown(length: place - start) else { continue }
            let segments = path.split(separator: "/", omittingEmptySubsequences: false)
            let shown = segments.map { isKnown(String($0)) ? Self.mark[...] : $0 }.joined(separator: "/")
            return shown == path ? nil : shown
        }
        return nil
    }

    /// The body of a request that was refused before it was read, or that is no JSON.
    private func covered(unread request: borrowing Request, limit: Int) -> [UInt8]? {
        let bytes = request.body.bytes
        guard !bytes.isEmpty else { return nil }
        let first = bytes.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        if first == UInt8(ascii: "{"), bytes.count <= Self.longestUnread, let document = try? JSONReader.read(bytes) {
            return hides(document.root) ? covered(document.root).json() : nil
        }
        // A broken text is kept as it came but for its secrets, to show what is broken.
        // With so much behind the limit that no known key is cut in two.
        let kept = bytes.prefix(max(limit, limit &+ max(lengths.count, own?.utf8.count ?? 0)))
        // `curl -d` calls JSON a form.
        let type = first == UInt8(ascii: "{") ? nil : request.headers["Content-Type"]
        return covered(text: Array(kept), type: type ?? "")
    }

    // MARK: Header fields

    /// nil when they hide nothing. Every request comes by here: fields that hide nothing make no strings.
    func covered(_ headers: Headers) -> Headers? {
        var shown: Headers?
        for place in 0..<headers.count {
            guard let value = headers.readField(at: place, { covered($0, $1) }) else { continue }
            var changed = shown.take() ?? headers
            switch value {
            case .mark(let kept): changed.replaceValue(at: place, from: kept, with: Self.mark)
            case .text(let text): changed.replaceValue(at: place, from: 0, with: text)
            }
            shown = changed
        }
        return shown
    }

    /// The scheme of a credential stays: it is often what is wrong. Nothing else in front of a blank does, such as the first of several
    /// cookies.
    private func covered(_ name: Span<UInt8>, _ value: Span<UInt8>) -> Shown? {
        guard SecretNames.include(name) else {
            guard mayHide(value) else { return nil }
            return covered(String(bytes: value)).map(Shown.text)
        }
        guard let blank = value.indices.first(where: { value[$0] == UInt8(ascii: " ") }) else { return .mark(after: 0) }
        let scheme = value.extracting(..<blank)
        guard scheme.isEqual(toLowercase: "bearer") || Self.schemes.contains(String(bytes: scheme).lowercased()) else {
            return .mark(after: 0)
        }
        return .mark(after: blank + 1)
    }

    // MARK: JSON

    private func hides(_ node: Node, isSecret: Bool = false, isReceiver: Bool = false) -> Bool {
        switch node.value {
        case .string(let text): isSecret || covered(text, isReceiver: isReceiver) != nil
        // What is secret as a whole is so in each of its parts.
        case .array(let items): items.contains { hides($0, isSecret: isSecret, isReceiver: isReceiver) }
        case .object(let members):
            members.contains {
                hides(
                    $0.value, isSecret: isSecret || SecretNames.include($0.key), isReceiver: Self.isReceiver($0.key))
            }
        case .number: isSecret
        // With nothing in it, it hides nothing.
        case .bool, .null: false
        }
    }

    private func covered(_ node: Node, isSecret: Bool = false, isReceiver: Bool = false) -> Node {
        switch node.value {
        case .string(let text):
            Node(.string(isSecret ? Self.mark : covered(text, isReceiver: isReceiver) ?? text))
        case .array(let items):
            Node(.array(items.map { covered($0, isSecret: isSecret, isReceiver: isReceiver) }))
        case .object(let members):
            Node(
                .object(
                    Members(
                        members.map {
                            let isSecret = isSecret || SecretNames.include($0.key)
                            return Members.Member(
                                key: $0.key,
                                value: covered($0.value, isSecret: isSecret, isReceiver: Self.isReceiver($0.key)))
                        })))
        case .number: isSecret ? Node(.string(Self.mark)) : node
        case .bool, .null: node
        }
    }

    /// The same tree, its addresses without secrets: names say nothing in what the server itself has written, but for that of a receiver,
    /// which it repeats.
    func coveringAddresses(_ node: Node, isReceiver: Bool = false) -> Node {
        switch node.value {
        case .string(let text): covered(text, isReceiver: isReceiver).map { Node(.string($0)) } ?? node
        case .array(let items): Node(.array(items.map { coveringAddresses($0) }))
        case .object(let members):
            Node(
                .object(
                    Members(
                        members.map {
                            Members.Member(
                                key: $0.key, value: coveringAddresses($0.value, isReceiver: Self.isReceiver($0.key)))
                        })))
        case .number, .bool, .null: node
        }
    }

    static func isReceiver(_ name: String) -> Bool { name == "callback_url" }

    // MARK: Values whose names say nothing

    /// - Parameter isReceiver: whether it is the address of a receiver.
    func covered(_ text: String, isReceiver: Bool = false) -> String? {
        guard mayHide(text.utf8Span.span) else { return nil }
        if isKnown(text) { return Self.mark }
        let start = text.utf8.firstIndex { !Self.isBlank($0) } ?? text.endIndex
        guard let colon = text[start...].utf8.prefix(8).firstIndex(of: UInt8(ascii: ":")) else {
            return coveringUsers(text)
        }
        switch text[start..<colon].lowercased() {
        case "http", "https":
            let shown = covered(url: text, isReceiver: isReceiver)
            return coveringUsers(shown) ?? (shown == text ? nil : shown)
        case "data":
            // An event of a stream begins so too, but with a blank or a brace.
            guard let comma = text.utf8.firstIndex(of: UInt8(ascii: ",")),
                text.utf8[colon..<comma].allSatisfy({ !" {[\"".utf8.contains($0) })
            else { return nil }
            return text[...comma] + Self.mark
                + Self.outline(of: text[comma...].utf8.dropFirst(), isBase64: text[..<comma].hasSuffix(";base64"))
        default: return coveringUsers(text)
        }
    }

    /// The size of what a data URL holds, and a hash of how it is written there: so equal pictures are seen to be equal.
    private static func outline(of data: Substring.UTF8View, isBase64: Bool) -> String {
        let bytes = Array(data)
        let padding = bytes.suffix(2).count { $0 == UInt8(ascii: "=") }
        let size = isBase64 ? max(0, bytes.count * 3 / 4 - padding) : bytes.count
        let hash = String(XXH3.hash64(bytes.span), radix: 16)
        return " (\(size) bytes, xxh3 \(String(repeating: "0", count: 16 - hash.utf8.count) + hash))"
    }

    /// A text in which addresses stand, of whatever scheme: their user names and passwords are covered.
    private func coveringUsers(_ text: String) -> String? {
        var (shown, rest) = ("", text[...])
        while let mark = rest.firstRange(of: "://") {
            let authority = rest[mark.upperBound...].prefix { !"/?# \t\r\n\"'<>\\,;)]}".contains($0) }
            shown += rest[..<mark.upperBound]
            if let at = authority.lastIndex(of: "@"), authority[..<at] != Self.mark {
                shown += Self.mark + authority[at...]
            } else {
                shown += authority
            }
            rest = rest[authority.endIndex...]
        }
        shown += rest
        return shown == text ? nil : shown
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private func mayHide(_ value: Span<UInt8>) -> Bool {
        if mayBeKnown(length: value.count) { return true }
        guard value.count > 5 else { return false }
        // `data:…`, and `https://…` wherever it stands.
        for place in 0..<(value.count - 2) where value[place] == UInt8(ascii: ":") {
            if value[place + 1] == UInt8(ascii: "/"), value[place + 2] == UInt8(ascii: "/") { return true }
            if place >= 4, value[place - 1] | 0x20 == UInt8(ascii: "a"), value[place - 4] | 0x20 == UInt8(ascii: "d") {
                return true
            }
        }
        return false
    }

    // MARK: Addresses

    /// The address of a receiver as it is shown: user names and all that stands in the query may be secrets of the receiver's.
    public static func covered(receiver url: String) -> String {
        SecretCover().covered(url: url, isReceiver: true)
    }

    private func covered(url: String, isReceiver: Bool) -> String {
        var shown = url
        if let start = shown.utf8.firstIndex(of: UInt8(ascii: ":")), shown[start...].hasPrefix("://") {
            let rest = shown[shown.index(start, offsetBy: 3)...]
            let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
            if let at = rest[..<end].lastIndex(of: "@") { shown.replaceSubrange(rest.startIndex..<at, with: Self.mark) }
        }
        if let mark = shown.firstIndex(of: "?"),
            let query = covered(query: shown[mark...].dropFirst(), isReceiver: isReceiver)
        {
            shown = shown[...mark] + query
        }
        return shown
    }

    func covered(query: Substring, isReceiver: Bool = false) -> String? {
        var isChanged = false
        let shown = query.split(separator: "&", omittingEmptySubsequences: false).map { pair -> Substring in
            guard let equals = pair.firstIndex(of: "=") else {
                guard isReceiver, !pair.isEmpty else { return pair }
                isChanged = true
                return Self.mark[...]
            }
            let value = pair[equals...].dropFirst()
            guard !value.isEmpty, isReceiver || isSecret(value, named: pair[..<equals]) else { return pair }
            isChanged = true
            return pair[...equals] + Self.mark
        }
        return isChanged ? shown.joined(separator: "&") : nil
    }

    private func isSecret(_ value: Substring, named name: Substring) -> Bool {
        // As whoever reads the query understands it.
        SecretNames.include(formDecoded(name.utf8)) || !knowsNothing && isKnown(formDecoded(value.utf8))
    }
}

extension Span<UInt8> {
    func isEqual(toLowercase text: String) -> Bool {
        let letters = text.utf8Span.span
        guard count == letters.count else { return false }
        for index in indices where self[index] | 0x20 != letters[index] { return false }
        return true
    }
}

extension String {
    init(bytes: Span<UInt8>) {
        self = String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
    }
}
