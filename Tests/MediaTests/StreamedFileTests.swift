import Testing

@testable import Media

@Suite struct StreamedFileTests {
    static let file = StreamedFile([
        .init([1, 2, 3]), .zeros(5), .init([]), .init([7, 8, 9], length: 100_000), .init([4]),
    ])
    static let whole = [1, 2, 3, 0, 0, 0, 0, 0] + (0..<100_000).map { [7, 8, 9][$0 % 3] as UInt8 } + [4]

    @Test func `the runs follow one another`() {
        #expect(Self.file.length == Self.whole.count)
        #expect(Self.file.bytes(0..<Self.file.length) == Self.whole)
    }

    @Test(arguments: [0..<0, 0..<1, 2..<9, 3..<8, 8..<16_400, 16_390..<40_001, 99_999..<100_009, 100_008..<100_009])
    func `any range is cut from the whole`(range: Range<Int>) {
        #expect(Self.file.bytes(range) == Array(Self.whole[range]))
    }

    @Test(arguments: [-5..<4, Int.min..<Int.max, 100_000..<Int.max, 200_000..<200_001])
    func `what of a range lies outside is left out`(range: Range<Int>) {
        #expect(Self.file.bytes(range) == Array(Self.whole[range.clamped(to: 0..<Self.whole.count)]))
    }

    @Test(arguments: [1_000, 4_096, 65_536, Int.max])
    func `pieces add up to the whole and then there are none`(size: Int) {
        var file = Self.file
        var bytes: [UInt8] = []
        while let piece = file.next(atMost: size) {
            #expect((1...size).contains(piece.count))
            bytes += piece
        }
        #expect(bytes == Self.whole)
        #expect(file.next(atMost: size) == nil)
    }

    @Test(arguments: [0, -1, Int.min])
    func `a limit that would get nowhere gives one byte`(limit: Int) {
        var file = Self.file
        #expect(file.next(atMost: limit) == [1])
        #expect(file.next(atMost: limit) == [2])
    }

    @Test func `a run of nothing is empty`() {
        #expect(StreamedFile([.init([], length: 5), .zeros(-1), .init([1], length: Int.min)]).length == 0)
    }
}
