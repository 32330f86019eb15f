import Documents

extension TextForm {
    func accepts(_ text: String) -> Bool {
        switch self {
        case .any: true
        case .title: isTitle(text)
        case .slug: (1...100).contains(text.utf8.count) && text.utf8.allSatisfy(isSlugByte)
        case .httpMethod: (1...20).contains(text.utf8.count) && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
        case .headerName: (1...200).contains(text.utf8.count) && text.utf8.allSatisfy(isTokenByte)
        case .headerValue:
            text.utf8.count <= 64 << 10 && text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
        case .relativePath: isRelativePath(text)
        case .bodyPath: BodyPath(text) != nil
        case .percentile: Self.percentile(text) != nil
        }
    }

    private func isTitle(_ text: String) -> Bool {
        text.unicodeScalars.count <= 200
            && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
            && text.utf8.contains { $0 != 0x20 }
    }

    private func isSlugByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }

    /// RFC 9110 §5.6.2.
    private func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    private func isRelativePath(_ text: String) -> Bool {
        guard !text.isEmpty, text.utf8.count <= 1000, !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x5C }) else {
            return false
        }
        return text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { $0 != ".." && !$0.isEmpty }
    }

    /// The share of `p99.9` as a number from 0 to 100.
    static func percentile(_ text: String) -> Double? {
        guard text.utf8.first == UInt8(ascii: "p"), let decimal = Decimal(text: String(text.dropFirst())) else {
            return nil
        }
        let share = decimal.double
        return (0...100).contains(share) ? share : nil
    }
}
