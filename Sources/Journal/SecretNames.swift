/// Which names of fields, parameters and members say that their value is a secret.
///
/// A name is split into words at `_`, `-`, `.`, brackets, blanks and capitals: `X-Auth-Token`, `xi-api-key`, `apiKey`, `client_secret`.
enum SecretNames {
    private static let words: Set = [
        "key", "token", "secret", "auth", "authorization", "password", "passwd", "sig", "signature", "cookie",
        "credential", "credentials", "keys", "secrets", "passwords", "apikey", "apikeys", "authtoken", "accesstoken",
    ]

    /// Names with such a word in them whose values are none: a request is hard to understand without them.
    static let plain: Set = [
        "idempotency-key", "idempotencykey", "idempotency_key", "x-idempotency-key", "max_token", "token_count",
        "token_limit", "key_frame", "key_frames", "sec-websocket-key", "sort_key", "key_scale", "musical_key",
    ]

    static func include(_ name: String) -> Bool { include(name.utf8Span.span) }

    static func include(_ bytes: Span<UInt8>) -> Bool {
        // Most names are told by their letters alone, without taking them apart.
        guard mayInclude(bytes) else { return false }
        // Nearly every request has it.
        if bytes.isEqual(toLowercase: "authorization") { return true }
        let name = String(bytes: bytes)
        let words = words(of: name)
        guard words.contains(where: Self.words.contains) else { return false }
        return !plain.contains(name.lowercased()) && !plain.contains(words.joined(separator: "_"))
    }

    /// Whether three letters stand in it that some word of a secret begins with or has.
    private static func mayInclude(_ bytes: Span<UInt8>) -> Bool {
        guard bytes.count >= 3 else { return false }
        for index in 0..<(bytes.count - 2) {
            switch (bytes[index] | 0x20, bytes[index + 1] | 0x20, bytes[index + 2] | 0x20) {
            case (UInt8(ascii: "k"), UInt8(ascii: "e"), UInt8(ascii: "y")),
                (UInt8(ascii: "t"), UInt8(ascii: "o"), UInt8(ascii: "k")),
                (UInt8(ascii: "s"), UInt8(ascii: "e"), UInt8(ascii: "c")),
                (UInt8(ascii: "a"), UInt8(ascii: "u"), UInt8(ascii: "t")),
                (UInt8(ascii: "p"), UInt8(ascii: "a"), UInt8(ascii: "s")),
                (UInt8(ascii: "s"), UInt8(ascii: "i"), UInt8(ascii: "g")),
                (UInt8(ascii: "c"), UInt8(ascii: "o"), UInt8(ascii: "o")),
                (UInt8(ascii: "c"), UInt8(ascii: "r"), UInt8(ascii: "e")):
                return true
            default: continue
            }
        }
        return false
    }

    /// In lower case: `XAPIKey2` gives `xapi`, `key2`; a digit belongs to the word before it.
    private static func words(of name: String) -> [String] {
        var words: [String] = []
        var word = ""
        let characters = Array(name)
        for (index, character) in characters.enumerated() {
            if "_-. []".contains(character) {
                if !word.isEmpty { words.append(word) }
                word = ""
                continue
            }
            let follows = index + 1 < characters.count && characters[index + 1].isLowercase
            if character.isUppercase, let last = characters[..<index].last,
                last.isLowercase || last.isUppercase && follows
            {
                if !word.isEmpty { words.append(word) }
                word = ""
            }
            word += character.lowercased()
        }
        if !word.isEmpty { words.append(word) }
        return words
    }
}
