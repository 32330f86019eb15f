import Testing

@testable import Media

@Suite struct CAVLCTests {
    static let tables: [[BitCode]] =
        [CAVLC.tokens.flatMap { $0 }, CAVLC.chromaTokens.flatMap { $0 }] + CAVLC.totalZeros + CAVLC.runs

    @Test func `the tables have the shape of the standard`() {
        #expect(CAVLC.tokens.map(\.count) == [1, 2, 3] + Array(repeating: 4, count: 14))
        #expect(CAVLC.totalZeros.map(\.count) == Array((2...16).reversed()))
        #expect(CAVLC.runs.map(\.count) == [2, 3, 4, 5, 6, 7, 15])
    }

    @Test func `no word of a table begins another`() {
        for table in Self.tables {
            let words = table.map { Self.digits($0) }.sorted()
            #expect(zip(words, words.dropFirst()).allSatisfy { !$1.hasPrefix($0) })
        }
    }

    @Test func `numbers have the words of the standard`() {
        // H.264 Tables 9-2 and 9-3.
        let words = (0...8).map { BitCode(unsigned: $0) }.map { Self.digits($0) }
        #expect(words == ["1", "010", "011", "00100", "00101", "00110", "00111", "0001000", "0001001"])
        var bits = BitWriter()
        for value in [0, 1, -1, 2, -2] { bits.signed(value) }
        bits.finish()
        #expect(bits.bytes == [0b1010_0110, 0b0100_0010, 0b1100_0000])
    }

    @Test func `a byte that would look like a start code is kept apart`() {
        var output: [UInt8] = []
        H264.append(.slice, payload: [0, 0, 0, 0, 0, 3, 0, 0, 4, 0, 0, 1], to: &output)
        #expect(output == [0x41, 0, 0, 3, 0, 0, 3, 0, 3, 0, 0, 4, 0, 0, 3, 1])
    }

    private static func digits(_ code: BitCode) -> String {
        let digits = String(code.bits, radix: 2)
        return String(repeating: "0", count: max(0, Int(code.count) - digits.count)) + digits
    }
}
