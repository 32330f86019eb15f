import Testing

@testable import UnderstudyServer

@Suite struct ByteRangeTests {
    @Test(arguments: [
        ("bytes=0-0", 0..<1), ("bytes=0-9", 0..<10), ("bytes=5-", 5..<10), ("bytes=-3", 7..<10), ("bytes=-99", 0..<10),
        ("Bytes=0-4", 0..<5),
        ("bytes=2-99999999999999999999", 2..<10),
    ])
    func `a single range is part of the file`(header: String, part: Range<Int>) {
        #expect(ByteRange(header, length: 10) == .part(part))
    }

    @Test(arguments: ["bytes=10-", "bytes=10-20", "bytes=-0", "bytes=99999999999999999999-"])
    func `a range past the end cannot be had`(header: String) {
        #expect(ByteRange(header, length: 10) == .unsatisfiable)
    }

    @Test(arguments: ["bytes=5-2", "bytes=", "bytes=-", "items=0-1", "bytes=0-1,3-4", "bytes=a-b", "0-1", "bytes=1-x"])
    func `what is no single range counts as none`(header: String) {
        #expect(ByteRange(header, length: 10) == nil)
    }

    @Test func `an empty file has no part`() {
        #expect(ByteRange("bytes=0-", length: 0) == .unsatisfiable)
        #expect(ByteRange("bytes=-1", length: 0) == .unsatisfiable)
    }
}
