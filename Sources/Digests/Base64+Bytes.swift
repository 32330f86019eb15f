extension Base64 {
    /// How many characters so many bytes take, padding included.
    public static func length(of bytes: Int) -> Int { (bytes + 2) / 3 * 4 }

    /// The standard alphabet, with padding, as bytes: three at a time, for whole files.
    public static func encodedBytes(_ bytes: some Collection<UInt8>) -> [UInt8] {
        encodedBytes(Array(bytes).span)
    }

    static func encodedBytes(_ bytes: Span<UInt8>) -> [UInt8] {
        let alphabet = standard
        var text: [UInt8] = []
        let whole = bytes.count / 3 * 3
        text.append(addingCapacity: length(of: bytes.count)) { output in
            for index in stride(from: 0, to: whole, by: 3) {
                let group = Int(bytes[index]) << 16 | Int(bytes[index + 1]) << 8 | Int(bytes[index + 2])
                output.append(alphabet[group >> 18])
                output.append(alphabet[group >> 12 & 63])
                output.append(alphabet[group >> 6 & 63])
                output.append(alphabet[group & 63])
            }
            guard whole < bytes.count else { return }
            let hasTwo = whole + 1 < bytes.count
            let group = Int(bytes[whole]) << 16 | (hasTwo ? Int(bytes[whole + 1]) << 8 : 0)
            output.append(alphabet[group >> 18])
            output.append(alphabet[group >> 12 & 63])
            output.append(hasTwo ? alphabet[group >> 6 & 63] : UInt8(ascii: "="))
            output.append(UInt8(ascii: "="))
        }
        return text
    }
}
