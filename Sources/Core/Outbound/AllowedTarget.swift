/// What `--webhook-allow` names: a host, an address or a range of addresses, and a port if it is to be that one alone.
public struct AllowedTarget: Sendable, Hashable {
    enum Place: Sendable, Hashable {
        case name(String)
        case block(AddressBlock)
    }

    let place: Place
    /// nil: any.
    let port: Int?

    /// `receiver`, `receiver:8080`, `10.0.0.0/8`, `10.0.0.7:8080`, `[fd00::/8]:8080`, `fd00::1`; nil for anything else.
    public init?(_ text: String) {
        let (host, port) = Self.split(text)
        if let port, Int(port).map({ !(1...65_535).contains($0) }) ?? true { return nil }
        if let block = AddressBlock(host) {
            place = .block(block)
        } else if let address = try? WebAddress("http://\(host)/"), case .name(let name) = address.host,
            name == host.lowercased(), address.target == "/"
        {
            place = .name(name)
        } else {
            return nil
        }
        self.port = port.flatMap { Int($0) }
    }

    /// Addresses of version 6 need brackets where a port follows.
    private static func split(_ text: String) -> (String, Substring?) {
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            let inside = String(text[text.index(after: text.startIndex)..<end])
            let after = text[text.index(after: end)...]
            return after.isEmpty ? (inside, nil) : (inside, after.hasPrefix(":") ? after.dropFirst() : "?")
        }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 ? (String(parts[0]), parts[1]) : (text, nil)
    }

    func allows(_ address: IPAddress, port: Int) -> Bool {
        guard case .block(let block) = place, self.port ?? port == port else { return false }
        return block.contains(address)
    }

    func allows(name: String, port: Int) -> Bool {
        place == .name(name) && self.port ?? port == port
    }
}
