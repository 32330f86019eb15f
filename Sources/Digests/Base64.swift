/// Bytes as characters of six bits each (RFC 4648 §4, §5).
public enum Base64 {
    /// The standard alphabet, with padding.
    public static func encode(_ bytes: [UInt8]) -> String {
        encode(bytes.span, alphabet: standard, padding: true)
    }

    /// The alphabet for addresses (`-`, `_`), without padding.
    public static func encodeURL(_ bytes: [UInt8]) -> String {
        encode(bytes.span, alphabet: url, padding: false)
    }

    /// Strict: the standard alphabet, padded, without white space, and no set bits past the last byte, so that each run
    /// of bytes has one text. nil for everything else.
    public static func decode(_ text: String) -> [UInt8]? {
        let characters = text.utf8.count
        guard characters % 4 == 0 else { return nil }
        let padding = text.utf8.reversed().prefix(2).prefix { $0 == UInt8(ascii: "=") }.count
        return decode(text.utf8.dropLast(padding), values: standardValues)
    }

    /// Whatever can be read as the standard alphabet: with white space anywhere, with padding or without, and with bits left over (the
    /// forgiving-base64 of the WHATWG's Infra Standard, §7). nil for everything else.
    ///
    /// - Parameter most: of more bytes nothing is decoded.
    public static func decodeForgiving(_ text: some Collection<UInt8>, atMost most: Int = .max) -> [UInt8]? {
        var characters = text.filter { !isSpace($0) }
        if characters.count % 4 == 0 {
            for _ in 0..<2 where characters.last == UInt8(ascii: "=") { characters.removeLast() }
        }
        guard characters.count % 4 != 1, characters.count / 4 * 3 <= most else { return nil }
        return decode(characters, values: standardValues, allowsRest: true)
    }

    /// Of ASCII, as HTML counts it.
    public static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0C || (0x09...0x0A).contains(byte) || byte == 0x0D
    }

    /// The same for the alphabet for addresses, which goes without padding.
    public static func decodeURL(_ text: String) -> [UInt8]? {
        decode(text.utf8[...], values: urlValues)
    }

    private static func encode(_ bytes: Span<UInt8>, alphabet: [UInt8], padding: Bool) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var pending: UInt32 = 0
        var bits: UInt32 = 0
        for index in bytes.indices {
            pending = pending << 8 | UInt32(bytes[index])
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(alphabet[Int(pending >> bits & 63)])
            }
        }
        if bits > 0 { text.append(alphabet[Int(pending << (6 - bits) & 63)]) }
        while padding, text.count % 4 != 0 { text.append(UInt8(ascii: "=")) }
        return String(decoding: text, as: UTF8.self)
    }

    private static func decode(
        _ text: some Collection<UInt8>, values: [UInt8], allowsRest: Bool = false
    ) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3 + 2)
        var pending: UInt32 = 0
        var bits: UInt32 = 0
        for character in text {
            let value = values[Int(character)]
            guard value < 64 else { return nil }
            pending = pending << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: pending >> bits))
            }
        }
        // A lone character stands for no byte, and the bits that are left over must be zero.
        return bits < 6 && (allowsRest || pending & (1 << bits - 1) == 0) ? bytes : nil
    }

    private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    static let standard = Array((letters + "+/").utf8)
    private static let url = Array((letters + "-_").utf8)
    private static let standardValues = values(of: standard)
    private static let urlValues = values(of: url)

    /// The value of each character; 255 for what is none.
    private static func values(of alphabet: [UInt8]) -> [UInt8] {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }
}
