import Digests
import Testing

struct TextFormTests {
    @Test func `hex goes both ways`() {
        let bytes = [UInt8](0...255)
        #expect(Hex.decode(Hex.encode(bytes)) == bytes)
        #expect(Hex.encode([0x00, 0x9F, 0xA0, 0xFF]) == "009fa0ff")
        #expect(Hex.decode("009FA0ff") == [0x00, 0x9F, 0xA0, 0xFF])
        #expect(Hex.decode("") == [])
    }

    @Test(arguments: ["0", "0g", "0x00", " 00", "００"])
    func `what is no hex is refused`(text: String) {
        #expect(Hex.decode(text) == nil)
    }

    /// RFC 4648 §10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func `base64 gives the published texts and reads them`(plain: String, text: String) {
        let bytes = Array(plain.utf8)
        #expect(Base64.encode(bytes) == text)
        #expect(Base64.encodedBytes(bytes) == Array(text.utf8))
        #expect(Base64.length(of: bytes.count) == text.utf8.count)
        #expect(Base64.decode(text) == bytes)
        let unpadded = text.filter { $0 != "=" }
        #expect(Base64.encodeURL(bytes) == unpadded)
        #expect(Base64.decodeURL(unpadded) == bytes)
    }

    @Test func `the alphabets differ in two characters`() {
        #expect(Base64.encode([0xFB, 0xEF, 0xFF]) == "++//")
        #expect(Base64.encodeURL([0xFB, 0xEF, 0xFF]) == "--__")
        #expect(Base64.decode("--__") == nil)
        #expect(Base64.decodeURL("++//") == nil)
        let bytes = (0..<4_099).map { UInt8(truncatingIfNeeded: $0 &* 167) }
        #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        #expect(Base64.decodeURL(Base64.encodeURL(bytes)) == bytes)
    }

    @Test(arguments: [
        "Z", "Zg", "Zg=", "Zm8", "Zg===", "=", "==", "====", "Z===", "Zg==Zg==", "Zm9v\n", "Zm 9", "Zh==", "Zm9=",
        "Zm9é", "Zg=g",
    ])
    func `base64 with a flaw is refused`(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test(arguments: ["Z", "Zg==", "Zh", "Zm9v\n", "Zm9vY"])
    func `base64 for addresses with a flaw is refused`(text: String) {
        #expect(Base64.decodeURL(text) == nil)
    }

    @Test func `base 32 takes five bits a character from the front`() {
        #expect(
            Base32.encode([0b00001_000, 0b10_00011_0, 0b0100_0010, 0b1_00110_00, 0b111_01000], length: 8) == "12345678")
        #expect(Base32.encode([0xFF, 0xFF, 0xFF], length: 4) == "zzzz")
        #expect(Base32.encode([0xFF], length: 3) == "zw0")
        #expect(Base32.encode([0xFF], alphabet: .crockfordUpper, length: 2) == "ZW")
        #expect(Base32.encode([], length: 24) == String(repeating: "0", count: 24))
        #expect(Base32.encode([1], length: -1) == "")
    }

    @Test func `a ULID of sixteen bytes has 26 characters and begins below 8`() {
        // The example of the ULID specification: 01ARZ3NDEKTSV4RRFFQ69G5FAV.
        let bytes: [UInt8] = [
            0x01, 0x56, 0x3E, 0x3A, 0xB5, 0xD3, 0xD6, 0x76, 0x4C, 0x61, 0xEF, 0xB9, 0x93, 0x02, 0xBD, 0x5B,
        ]
        #expect(Base32.ulid(bytes) == "01ARZ3NDEKTSV4RRFFQ69G5FAV")
        #expect(Base32.ulid(bytes + [0xFF]) == Base32.ulid(bytes))
        #expect(Base32.ulid([UInt8](repeating: 0xFF, count: 16)) == "7" + String(repeating: "Z", count: 25))
    }

    @Test func `a UUID of version 4 says so in its digits`() {
        #expect(UUIDText.version4([UInt8](repeating: 0xFF, count: 32)) == "ffffffff-ffff-4fff-bfff-ffffffffffff")
        #expect(UUIDText.version4([]) == "00000000-0000-4000-8000-000000000000")
        #expect(UUIDText.version4([UInt8](0..<16)) == "00010203-0405-4607-8809-0a0b0c0d0e0f")
    }
}
