/// An address of version 4 or 6 as a number.
public enum IPAddress: Sendable, Hashable {
    case v4(UInt32)
    case v6(UInt128)

    /// Reads the strict forms alone: four decimal numbers without leading zeros, or RFC 4291 §2.2 without a zone.
    public init?(_ text: String) {
        if let address = IPv4Text.read(text[...]) {
            self = .v4(address)
        } else if let address = IPv6Text.read(text) {
            self = .v6(address)
        } else {
            return nil
        }
    }

    /// The address that is meant: of those that carry an IPv4 address inside (mapped, compatible, NAT64, 6to4) that one.
    public var unwrapped: IPAddress {
        guard case .v6(let address) = self else { return self }
        let low = UInt32(truncatingIfNeeded: address)
        switch address >> 32 {
        case 0xFFFF, 0x0064_FF9B_0000_0000_0000_0000: return .v4(low)
        case 0 where low > 1: return .v4(low)
        default: break
        }
        if address >> 112 == 0x2002 { return .v4(UInt32(truncatingIfNeeded: address >> 80)) }
        return self
    }

    /// Whether it is an address of this machine alone: 127.0.0.0/8, also mapped into version 6, or ::1.
    public var isLoopback: Bool {
        switch self {
        case .v4(let address): address >> 24 == 127
        case .v6(let address): address == 1 || address >> 24 == 0xFFFF_7F
        }
    }

    /// The same of a host as somebody wrote it. Only addresses in their strict form count, and `localhost`, which is never
    /// looked up (RFC 6761 §6.3). Nothing is looked up here either, so any other name, whatever it looks like, may be that
    /// of another machine's address.
    public static func isLoopback(host: String) -> Bool {
        host == "localhost" || IPAddress(host)?.isLoopback == true
    }

    public var text: String {
        switch self {
        case .v4(let address):
            stride(from: 24, through: 0, by: -8).map { "\(address >> $0 & 255)" }.joined(separator: ".")
        case .v6(let address): IPv6Text.write(address)
        }
    }
}

enum IPv4Text {
    static func read(_ text: Substring) -> UInt32? {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var address: UInt32 = 0
        for part in parts {
            guard (1...3).contains(part.count), part.allSatisfy({ (0x30...0x39).contains($0) }),
                part.count == 1 || part.first != 0x30, let number = UInt32(Substring(part)), number < 256
            else { return nil }
            address = address << 8 | number
        }
        return address
    }
}

enum IPv6Text {
    static func read(_ text: String) -> UInt128? {
        guard text.utf8.count <= 45, text.contains(":") else { return nil }
        guard let gap = text.range(ofGap: "::") else { return groups(text[...]).flatMap { whole($0) } }
        let after = text[gap.upperBound...]
        guard after.range(ofGap: "::") == nil, !after.hasPrefix(":"), let left = groups(text[..<gap.lowerBound]),
            let right = groups(after), left.count + right.count < 8
        else { return nil }
        return whole(left + [UInt16](repeating: 0, count: 8 - left.count - right.count) + right)
    }

    /// The longest run of zero groups is left out (RFC 5952).
    static func write(_ address: UInt128) -> String {
        let groups = (0..<8).map { UInt16(truncatingIfNeeded: address >> UInt128(112 - 16 * $0)) }
        var best = 0..<0
        var start = 0
        while start < 8 {
            let end = groups[start...].firstIndex { $0 != 0 } ?? 8
            if end - start > max(1, best.count) { best = start..<end }
            start = end + 1
        }
        let words = groups.map { String($0, radix: 16) }
        guard !best.isEmpty else { return words.joined(separator: ":") }
        return words[..<best.lowerBound].joined(separator: ":") + "::"
            + words[best.upperBound...].joined(separator: ":")
    }

    /// The last two groups may be written as an IPv4 address.
    private static func groups(_ text: Substring) -> [UInt16]? {
        if text.isEmpty { return [] }
        var parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var tail: [UInt16] = []
        if let last = parts.last, last.contains(".") {
            guard let address = IPv4Text.read(last) else { return nil }
            tail = [UInt16(truncatingIfNeeded: address >> 16), UInt16(truncatingIfNeeded: address)]
            parts.removeLast()
        }
        var groups: [UInt16] = []
        for part in parts {
            guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy(\.isHexDigit),
                let group = UInt16(part, radix: 16)
            else { return nil }
            groups.append(group)
        }
        return groups + tail
    }

    private static func whole(_ groups: [UInt16]) -> UInt128? {
        groups.count == 8 ? groups.reduce(0) { $0 << 16 | UInt128($1) } : nil
    }
}

extension StringProtocol {
    fileprivate func range(ofGap gap: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(gap) { return start..<index(start, offsetBy: gap.count) }
            start = index(after: start)
        }
        return nil
    }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
        default: false
        }
    }
}
