import Digests

/// What a sandbox can be called.
public enum SandboxName {
    /// Always there.
    public static let standard = "default"
    private static let longest = 80
    /// Of the name that is made for a test, before its hash.
    private static let longestSlug = 60

    public static let rule =
        "a name begins with a letter or a digit, and has 1 to 80 letters, digits, `.`, `_`, `~` and `-`"

    /// Clients put `/sandbox/../x` in order before they send it, so a name begins with none of the other characters.
    public static func isGood(_ name: String) -> Bool {
        guard let first = name.utf8.first, isLetterOrDigit(first), name.utf8.count <= longest else { return false }
        return name.utf8.allSatisfy { isLetterOrDigit($0) || "._~-".utf8.contains($0) }
    }

    /// The name of the sandbox for a test: what can be read of the test's name, and 8 hexadecimal digits of its hash.
    /// `tests/test_a.py::test_b[1]` gives `tests-test_a.py-test_b-1-` and the digits.
    public static func made(forTest test: String) -> String {
        var slug: [UInt8] = []
        for byte in test.utf8 {
            if isLetterOrDigit(byte) || "._".utf8.contains(byte) && !slug.isEmpty {
                slug.append(byte)
            } else if let last = slug.last, last != UInt8(ascii: "-") {
                slug.append(UInt8(ascii: "-"))
            }
        }
        // The end of a test's name tells it from others.
        var end = slug.suffix(longestSlug).drop { !isLetterOrDigit($0) }
        while let last = end.last, !isLetterOrDigit(last) { end.removeLast() }
        let digits = Hex.encode(Array(SHA256.hash(Array(test.utf8)).prefix(4)))
        return end.isEmpty ? "test-" + digits : String(decoding: end, as: UTF8.self) + "-" + digits
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }
}
