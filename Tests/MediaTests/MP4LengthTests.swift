import Testing

@testable import Media

@Suite struct MP4LengthTests {
    private func box(_ name: String, _ content: [UInt8], long: Bool = false) -> [UInt8] {
        let size = content.count + (long ? 16 : 8)
        let words: [UInt8] = long ? [0, 0, 0, 1] : bytes(UInt64(size), 4)
        return words + Array(name.utf8) + (long ? bytes(UInt64(size), 8) : []) + content
    }

    private func bytes(_ number: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64(count - 1 - $0))) }
    }

    private func film(scale: UInt64, length: UInt64, version: UInt8 = 0, long: Bool = false) -> [UInt8] {
        let wide = version == 1 ? 8 : 4
        let header = [version, 0, 0, 0] + bytes(0, 2 * wide) + bytes(scale, 4) + bytes(length, wide)
        return box("ftyp", Array("isom".utf8)) + box("free", [1, 2, 3], long: long)
            + box("moov", box("udta", []) + box("mvhd", header, long: long), long: long) + box("mdat", [])
    }

    @Test(arguments: [0, 1] as [UInt8], [false, true])
    func `the length is read from the movie's header`(version: UInt8, long: Bool) {
        #expect(MP4.seconds(of: film(scale: 1000, length: 12_500, version: version, long: long)) == 12.5)
    }

    @Test func `what is no film has no length`() {
        #expect(MP4.seconds(of: []) == nil)
        #expect(MP4.seconds(of: Array("a red kite above a green hill".utf8)) == nil)
        #expect(MP4.seconds(of: film(scale: 0, length: 1)) == nil)
    }

    @Test func `however a film is cut or damaged, reading it ends`() {
        let whole = film(scale: 1000, length: 12_500)
        for count in whole.indices { _ = MP4.seconds(of: Array(whole[..<count])) }
        for index in whole.indices {
            for value in [0, 1, 0x7F, 0xFF] as [UInt8] {
                var damaged = whole
                damaged[index] = value
                _ = MP4.seconds(of: damaged)
            }
        }
    }
}
