/// The text of a UUID.
public enum UUIDText {
    /// Version 4 (RFC 9562 §5.4) in lower case: the first 16 bytes with the version and variant bits set; where there
    /// are fewer, zeros follow.
    public static func version4(_ bytes: [UInt8]) -> String {
        var octets = Array(bytes.prefix(16))
        octets.append(contentsOf: repeatElement(0, count: 16 - octets.count))
        octets[6] = octets[6] & 0x0F | 0x40
        octets[8] = octets[8] & 0x3F | 0x80
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, digit) in Hex.encode(octets).utf8.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append(UInt8(ascii: "-")) }
            text.append(digit)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
