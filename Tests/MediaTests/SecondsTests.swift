import Testing

@testable import Media

@Suite struct SecondsTests {
    @Test(
        arguments: [
            (Seconds(8), 48_000, 384_000), (Seconds(1, over: 3), 44_100, 14_700),
            (Seconds(1001, over: 30_000), 48_000, 1_602),
            (Seconds(240 * 1001, over: 30_000), 48_000, 384_384),
            (Seconds(.seconds(121.4)), 44_100, 5_353_740), (Seconds(.milliseconds(31)), 48_000, 1_488), (0, 48_000, 1),
        ] as [(Seconds, Int, Int)])
    func `a length is counted in samples exactly`(length: Seconds, rate: Int, samples: Int) {
        #expect(length.samples(at: rate) == samples)
    }

    @Test func `equal lengths are equal descriptions`() {
        #expect(Seconds(240, over: 24) == 10)
        #expect(Seconds(.milliseconds(1_500)) == Seconds(3, over: 2))
    }

    @Test(arguments: [(Int.max, 1), (Int.min, 1), (1, 0), (Int.max, Int.max), (5, -3), (Int.min, Int.min)])
    func `a length that cannot be becomes the nearest that can`(numerator: Int, denominator: Int) {
        let length = Seconds(numerator, over: denominator)
        #expect((0...Seconds.longest * length.denominator).contains(length.numerator))
        #expect(length.samples(at: 48_000) >= 1)
    }

    @Test(arguments: [Duration.seconds(-1), .seconds(Int64.max / 2), .nanoseconds(-1), .zero])
    func `a strange duration is brought into the range`(duration: Duration) {
        #expect((1...Seconds.longest * 48_000).contains(Seconds(duration).samples(at: 48_000)))
    }
}
