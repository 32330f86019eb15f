/// Questions about bytes of a request head, answered without making strings.
enum Bytes {
    /// RFC 9110 §5.6.2 `tchar` as a set of 128 bits.
    private static let tokenLow: UInt64 = 0x03FF_6CFA_0000_0000
    private static let tokenHigh: UInt64 = 0x57FF_FFFF_C7FF_FFFE
    /// What the name and port of a host are made of (RFC 3986 §3.2, without user information).
    private static let authorityLow: UInt64 = 0x2FFF_7FF2_0000_0000
    private static let authorityHigh: UInt64 = 0x47FF_FFFE_AFFF_FFFE

    private static func has(_ byte: UInt8, low: UInt64, high: UInt64) -> Bool {
        byte < 64 ? low >> UInt64(byte) & 1 == 1 : byte < 128 && high >> UInt64(byte - 64) & 1 == 1
    }

    static func isToken(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where !has(bytes[index], low: tokenLow, high: tokenHigh) { return false }
        return !bytes.isEmpty
    }

    static func isAuthority(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where !has(bytes[index], low: authorityLow, high: authorityHigh) { return false }
        return !bytes.isEmpty
    }

    /// How many bytes are left without the blanks and tabs at the end.
    static func trimmedCount(_ bytes: Span<UInt8>) -> Int {
        var count = bytes.count
        while count > 0, bytes[count - 1] == 0x20 || bytes[count - 1] == 0x09 { count -= 1 }
        return count
    }

    /// No control character but the tab.
    static func isFieldValue(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices {
            let byte = bytes[index]
            if byte < 0x20 && byte != 0x09 || byte == 0x7F { return false }
        }
        return true
    }

    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }

    /// Compares with a text in lower case, without regard to the case of the bytes.
    static func equal(_ bytes: Span<UInt8>, _ text: StaticString) -> Bool {
        guard bytes.count == text.utf8CodeUnitCount else { return false }
        return text.withUTF8Buffer { text in
            for index in bytes.indices where unsafe lowercased(bytes[index]) != text[index] { return false }
            return true
        }
    }

    static func equal(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        for index in left.indices where left[index] != right[index] { return false }
        return true
    }

    static func equalIgnoringCase(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        for index in left.indices where lowercased(left[index]) != lowercased(right[index]) { return false }
        return true
    }

    /// Digits only, as a number that fits; nil otherwise.
    static func decimal(_ bytes: Span<UInt8>) -> Int? {
        guard !bytes.isEmpty else { return nil }
        var number = 0
        for index in bytes.indices {
            guard bytes[index] >= 0x30, bytes[index] <= 0x39 else { return nil }
            let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
            let (sum, carried) = tens.addingReportingOverflow(Int(bytes[index] - 0x30))
            guard !overflow, !carried else { return nil }
            number = sum
        }
        return number
    }
}
