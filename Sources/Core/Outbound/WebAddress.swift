/// An `http` or `https` URL in the one strict form that everybody reads alike.
public struct WebAddress: Sendable, Hashable {
    public enum Host: Sendable, Hashable {
        case literal(IPAddress)
        /// In lower case.
        case name(String)
    }

    /// Why a text is no such URL, for people.
    public struct Fault: Error, Sendable, Equatable {
        public var words: String
    }

    public var isSecure: Bool
    public var host: Host
    public var port: Int
    /// From its `/` on, the query included.
    public var target: String

    /// Longer ones are refused [chosen].
    public static let longest = 2_048

    public init(_ text: String) throws(Fault) {
        guard text.utf8.count <= Self.longest else { throw Fault(words: "it is longer than \(Self.longest) bytes") }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }) else {
            throw Fault(words: "it has a character that no URL has")
        }
        guard !text.contains("#") else { throw Fault(words: "it has a fragment") }
        let rest: Substring
        (isSecure, rest) = try Self.rest(of: text)
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let authority = rest[..<end]
        guard !authority.contains("@") else { throw Fault(words: "it carries a user name") }
        let (name, digits) = try Self.split(authority)
        host = try Self.host(name)
        port = try digits.map { digits throws(Fault) in try Self.port(digits) } ?? (isSecure ? 443 : 80)
        target = rest[end...].hasPrefix("/") ? String(rest[end...]) : "/" + rest[end...]
    }

    /// `http://host:port/target`
    public var url: String {
        "\(isSecure ? "https" : "http")://\(hostText):\(port)\(target)"
    }

    /// As it stands in a URL.
    public var hostText: String {
        switch host {
        case .literal(.v4(let address)): IPAddress.v4(address).text
        case .literal(let address): "[\(address.text)]"
        case .name(let name): name
        }
    }

    /// Without the query.
    public var path: Substring { target.prefix { $0 != "?" } }

    private static func rest(of text: String) throws(Fault) -> (isSecure: Bool, Substring) {
        for (scheme, secure) in [("http://", false), ("https://", true)]
        where text.prefix(scheme.utf8.count).lowercased() == scheme {
            return (secure, text.dropFirst(scheme.utf8.count))
        }
        throw Fault(words: "it does not begin with http:// or https://")
    }

    private static func split(_ authority: Substring) throws(Fault) -> (Substring, Substring?) {
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { throw Fault(words: "a `]` is missing") }
            let after = authority[authority.index(after: end)...]
            guard after.isEmpty || after.hasPrefix(":") else { throw Fault(words: "its host is malformed") }
            return (authority[...end], after.isEmpty ? nil : after.dropFirst())
        }
        let parts = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        return (parts.first ?? "", parts.count == 2 ? parts[1] : nil)
    }

    private static func port(_ digits: Substring) throws(Fault) -> Int {
        guard (1...5).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = Int(digits), (1...65_535).contains(port)
        else { throw Fault(words: "its port is not from 1 to 65535") }
        return port
    }

    private static func host(_ text: Substring) throws(Fault) -> Host {
        if text.hasPrefix("[") {
            guard let address = IPv6Text.read(String(text.dropFirst().dropLast())) else {
                throw Fault(words: "its IPv6 address is malformed")
            }
            return .literal(.v6(address))
        }
        if let address = IPv4Text.read(text) { return .literal(.v4(address)) }
        return .name(try name(text.lowercased()))
    }

    /// A name whose last label could be a number is what some read as an address: `127.1`, `0x7f.1`, `2130706433`.
    private static func name(_ text: String) throws(Fault) -> String {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= 253, labels.allSatisfy(isLabel) else { throw Fault(words: "its host is no name") }
        guard let last = labels.last, !isNumeric(last) else {
            throw Fault(words: "its host is an address in an unusual spelling")
        }
        return text
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
            && label.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
                default: false
                }
            }
    }

    private static func isNumeric(_ label: Substring) -> Bool {
        label.utf8.allSatisfy { (0x30...0x39).contains($0) } || label.hasPrefix("0x")
    }
}
