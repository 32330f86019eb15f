/// A range of addresses as `10.0.0.0/8` writes it.
public struct AddressBlock: Sendable, Hashable {
    private let base: IPAddress
    private let bits: Int

    /// An address alone is a range of one.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(String(parts[0])) else { return nil }
        let most = if case .v4 = address { 32 } else { 128 }
        var bits = most
        if parts.count == 2 {
            guard (1...3).contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = Int(parts[1]), number <= most
            else { return nil }
            bits = number
        }
        base = address
        self.bits = bits
    }

    init(_ address: UInt32, _ bits: Int) {
        base = .v4(address)
        self.bits = bits
    }

    init(_ address: UInt128, _ bits: Int) {
        base = .v6(address)
        self.bits = bits
    }

    public func contains(_ address: IPAddress) -> Bool {
        switch (base, address) {
        case (.v4(let base), .v4(let address)): bits == 0 || base >> UInt32(32 - bits) == address >> UInt32(32 - bits)
        case (.v6(let base), .v6(let address)):
            bits == 0 || base >> UInt128(128 - bits) == address >> UInt128(128 - bits)
        default: false
        }
    }
}

extension AddressBlock {
    /// Where no webhook ever goes, whatever is allowed, with what each is (webhook-conventions.md §6.2).
    static let forbidden: [(block: AddressBlock, name: String)] = [
        (AddressBlock(0x0000_0000 as UInt32, 8), "an address of no host"),
        (AddressBlock(0xA9FE_0000 as UInt32, 16), "a link-local address, where clouds keep their metadata"),
        (AddressBlock(0xC000_0200 as UInt32, 24), "an address for documentation"),
        (AddressBlock(0xC633_6400 as UInt32, 24), "an address for documentation"),
        (AddressBlock(0xCB00_7100 as UInt32, 24), "an address for documentation"),
        (AddressBlock(0xE000_0000 as UInt32, 4), "a multicast address"),
        (AddressBlock(0xF000_0000 as UInt32, 4), "a reserved or broadcast address"),
        (AddressBlock(0 as UInt128, 128), "an address of no host"),
        (AddressBlock(0x0064_FF9B_0001 << 80 as UInt128, 48), "an address of local translation"),
        (AddressBlock(0x2001_0000 << 96 as UInt128, 32), "an address of a Teredo tunnel"),
        (AddressBlock(0x2001_0DB8 << 96 as UInt128, 32), "an address for documentation"),
        (AddressBlock(0x3FFF << 112 as UInt128, 20), "an address for documentation"),
        (AddressBlock(0xFE80 << 112 as UInt128, 10), "a link-local address"),
        (AddressBlock(0xFF00 << 112 as UInt128, 8), "a multicast address"),
    ]

    /// Between carriers and their customers: only for whoever lists the range itself.
    static let carrier = AddressBlock(0x6440_0000 as UInt32, 10)
}
