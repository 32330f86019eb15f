import Testing
import Time

struct DurationTests {
    @Test func `a span is told in whole nanoseconds and cut where they end`() {
        #expect(Duration.milliseconds(1_500).nanoseconds == 1_500_000_000)
        #expect(Duration.nanoseconds(-7).nanoseconds == -7)
        #expect(Duration.seconds(Int64.max).nanoseconds == .max)
        #expect(Duration.seconds(Int64.min).nanoseconds == .min)
        #expect(Duration.milliseconds(1_500).inSeconds == 1.5)
    }

    @Test func `a started second counts whole`() {
        #expect(Duration.milliseconds(1_001).wholeSecondsUp == 2)
        #expect(Duration.seconds(2).wholeSecondsUp == 2)
        #expect(Duration.zero.wholeSecondsUp == 0)
    }

    @Test func `a moment stays within time`() {
        #expect(.distantFuture + .seconds(1) == Moment.distantFuture)
        #expect(Moment(nanoseconds: .min) + .seconds(-1) == Moment(nanoseconds: .min))
        #expect(Moment.distantFuture - Moment(nanoseconds: -1) == .nanoseconds(Int64.max))
        #expect(Moment(nanoseconds: .min) - Moment(nanoseconds: 1) == .nanoseconds(Int64.min))
    }
}
