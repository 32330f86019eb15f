import Testing

@testable import Media

@Suite struct DeflateTests {
    @Test func `every length of a zero run comes back`() throws {
        for count in Array(0...600) + [65_520, 65_521, 65_522, 200_000] {
            var packer = ZeroRunDeflate(after: [])
            packer.literal(200)
            packer.zeros(count)
            packer.literal(1)
            #expect(try Inflate.zlib(packer.finish()) == [200] + Array(repeating: 0, count: count) + [1])
        }
    }

    @Test func `every byte comes back`() throws {
        var packer = ZeroRunDeflate(after: [])
        let bytes = (0...255).map { UInt8($0) }
        for byte in bytes { packer.literal(byte) }
        #expect(try Inflate.zlib(packer.finish()) == bytes)
    }

    @Test func `the known stream of a known text`() throws {
        var packer = ZeroRunDeflate(after: [])
        for byte in "Wikipedia".utf8 { packer.literal(byte) }
        let stream = packer.finish()
        #expect(stream.suffix(4) == [0x11, 0xE6, 0x03, 0x98])
        #expect(try Inflate.zlib(stream) == Array("Wikipedia".utf8))
    }

    @Test func `what comes before the stream stays before it`() {
        #expect(ZeroRunDeflate(after: [1, 2, 3]).finish().prefix(5) == [1, 2, 3, 0x78, 0x01])
    }
}
