/// Says where webhooks may go. Whoever may create a job chooses a callback address, so by default only this machine is
/// allowed, and never this server itself (webhook-conventions.md §6).
public struct OutboundGuard: Sendable {
    public enum Verdict: Sendable, Equatable {
        /// Why not, for people.
        case refused(String)
        /// The name must be looked up, and all that comes of it judged.
        case resolve(WebAddress, name: String)
        /// Connect to one of these and nowhere else.
        case connect(WebAddress, [IPAddress])
    }

    private let allowed: [AllowedTarget]
    private let ownPorts: Set<Int>
    private let isWide: Bool

    /// - Parameters:
    ///   - ownPorts: the ports of this server.
    ///   - isWide: whether it listens beyond loopback; then its ports are refused at every address.
    public init(allowed: [AllowedTarget] = [], ownPorts: Set<Int> = [], isWide: Bool = false) {
        self.allowed = allowed
        self.ownPorts = ownPorts
        self.isWide = isWide
    }

    /// What a URL as a client wrote it leads to.
    ///
    /// - Parameter sandbox: the one that sends: its own inbox is let through.
    public func judge(_ url: String, from sandbox: String) -> Verdict {
        do throws(WebAddress.Fault) {
            let address = try WebAddress(url)
            switch address.host {
            case .literal(let literal): return judge(address, resolved: [literal], from: sandbox)
            // RFC 6761 §6.3: never asked of anybody.
            case .name("localhost"): return judge(address, resolved: [.v4(0x7F00_0001), .v6(1)], from: sandbox)
            case .name(let name): return .resolve(address, name: name)
            }
        } catch {
            return .refused("The URL is refused: \(error.words).")
        }
    }

    /// Judges every address of a name: one that may not be used is enough to refuse them all.
    public func judge(_ address: WebAddress, resolved: [IPAddress], from sandbox: String) -> Verdict {
        guard !resolved.isEmpty else { return .refused("\(address.hostText) has no address.") }
        for found in resolved {
            if let words = refusal(of: found, address, sandbox) { return .refused(words) }
        }
        return .connect(address, resolved)
    }

    private func refusal(of found: IPAddress, _ address: WebAddress, _ sandbox: String) -> String? {
        let meant = found.unwrapped
        let named = address.hostText == found.text ? found.text : "\(address.hostText) is \(found.text)"
        if let forbidden = AddressBlock.forbidden.first(where: { $0.block.contains(meant) }) {
            return "\(named), \(forbidden.name): no webhook goes there."
        }
        if ownPorts.contains(address.port), isWide || meant.isLoopback {
            guard Self.isInbox(address.path, of: sandbox), !address.isSecure else {
                return "\(named) and port \(address.port) are this server itself; only the sandbox's own inbox is open."
            }
            return nil
        }
        if meant.isLoopback || isAllowed(meant, address) { return nil }
        return "\(named), which is not this machine: start the server with --webhook-allow to let webhooks go there."
    }

    private func isAllowed(_ meant: IPAddress, _ address: WebAddress) -> Bool {
        if allowed.contains(where: { $0.allows(meant, port: address.port) }) { return true }
        guard case .name(let name) = address.host, !AddressBlock.carrier.contains(meant) else { return false }
        return allowed.contains { $0.allows(name: name, port: address.port) }
    }

    /// `/_understudy/sandboxes/<sandbox>/inbox/<name>`, spelled plainly.
    private static func isInbox(_ path: Substring, of sandbox: String) -> Bool {
        let prefix = "/_understudy/sandboxes/\(sandbox)/inbox/"
        guard path.hasPrefix(prefix) else { return false }
        return InboxName.isGood(path.dropFirst(prefix.count))
    }
}

/// What an inbox can be called.
public enum InboxName {
    public static let rule = "An inbox is called by 1 to 64 letters, digits, `-` and `_`."

    /// 1 to 64 letters, digits, `-` and `_`.
    public static func isGood(_ name: Substring) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
                default: false
                }
            }
    }
}
