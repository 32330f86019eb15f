import Digests
import Testing

struct HashTests {
    /// FIPS 180-2, appendix B, and the empty text.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `SHA-256 gives the published hashes`(text: String, hex: String) {
        #expect(Hex.encode(SHA256.hash(Array(text.utf8))) == hex)
        #expect(SHA256.digest(Array(text.utf8).span).hex == hex)
    }

    @Test func `a million letters in uneven pieces hash as a whole`() {
        var hash = SHA256()
        var left = 1_000_000
        var size = 1
        while left > 0 {
            let piece = min(size, left)
            hash.update([UInt8](repeating: UInt8(ascii: "a"), count: piece))
            left -= piece
            size = size * 3 % 1_009 + 1
        }
        #expect(hash.finish().hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
        #expect(hash.finish().hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }

    /// RFC 4231 §4.2, §4.3, §4.7 (a key longer than a block), and an empty key.
    @Test(arguments: [
        (
            [UInt8](repeating: 0x0B, count: 20), "Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), "what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xAA, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
        ([], "", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
    ])
    func `HMAC gives the published codes, and again with the same key`(key: [UInt8], text: String, hex: String) {
        let message = Array(text.utf8)
        #expect(Hex.encode(HMAC.sha256(key: key, message: message)) == hex)
        let ready = HMAC.Key(key)
        #expect(ready.sign(message).hex == hex)
        #expect(ready.sign(message).hex == hex)
        #expect(HMAC.verify(hex: hex, key: key, message: message))
    }

    @Test func `only the exact code in lower case verifies`() {
        let key = Array("key".utf8)
        let message = Array("message".utf8)
        let right = Hex.encode(HMAC.sha256(key: key, message: message))
        #expect(HMAC.verify(hex: right, key: key, message: message))
        #expect(!HMAC.verify(hex: right.uppercased(), key: key, message: message))
        #expect(!HMAC.verify(hex: String(right.dropLast()), key: key, message: message))
        #expect(!HMAC.verify(hex: right + "0", key: key, message: message))
        #expect(!HMAC.verify(hex: "", key: key, message: message))
        #expect(!HMAC.verify(hex: right, key: key, message: message + [0]))
        #expect(!HMAC.verify(hex: String(right.reversed()), key: key, message: message))
    }

    @Test func `bytes are equal when each one is`() {
        #expect(constantTimeEquals([], []))
        #expect(constantTimeEquals([1, 2, 3], [1, 2, 3]))
        #expect(!constantTimeEquals([1, 2, 3], [1, 2, 4]))
        #expect(!constantTimeEquals([0, 2, 3], [1, 2, 3]))
        #expect(!constantTimeEquals([1, 2, 3], [1, 2]))
    }

    @Test func `CRC-32 gives the published checksums`() {
        #expect(CRC32.checksum([]) == 0)
        #expect(CRC32.checksum(Array("123456789".utf8)) == 0xCBF4_3926)
        #expect(CRC32.checksum(Array("The quick brown fox jumps over the lazy dog".utf8)) == 0x414F_A339)
        // The end chunk of every PNG file.
        #expect(CRC32.checksum(Array("IEND".utf8)) == 0xAE42_6082)
    }

    @Test func `a checksum does not depend on where the pieces end`() {
        let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 37 ^ $0 >> 3) }
        let whole = CRC32.checksum(bytes)
        for size in [1, 3, 7, 8, 9, 64, 999] {
            var sum = CRC32()
            for start in stride(from: 0, to: bytes.count, by: size) {
                sum.update(Array(bytes[start..<min(start + size, bytes.count)]))
            }
            #expect(sum.value == whole)
        }
    }
}
