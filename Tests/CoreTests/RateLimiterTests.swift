import Core
import Testing
import Time

@Suite struct RateLimiterTests {
    private func at(_ seconds: Int) -> Moment { .zero + .seconds(seconds) }

    @Test func `a bucket lets a burst through and then one for each token`() {
        var limiter = RateLimiter(Rate(6, per: .seconds(60)), burst: 3, window: .tokenBucket, at: .zero)
        for remaining in [2, 1, 0] {
            #expect(limiter.take(at: .zero).isAllowed(remaining: remaining))
        }
        #expect(limiter.take(at: .zero).wait == .seconds(10))
        #expect(limiter.take(at: at(9)).wait == .seconds(1))
        #expect(limiter.take(at: at(10)).isAllowed(remaining: 0))
    }

    @Test func `a refused request takes nothing`() {
        var limiter = RateLimiter(Rate(1, per: .seconds(10)), burst: nil, window: .tokenBucket, at: .zero)
        #expect(limiter.take(at: .zero).wait == nil)
        for _ in 0..<5 { #expect(limiter.take(at: at(5)).wait == .seconds(5)) }
        #expect(limiter.take(at: at(10)).wait == nil)
    }

    @Test func `a fixed window begins with its first request and ends whole`() {
        var limiter = RateLimiter(Rate(2, per: .seconds(60)), burst: nil, window: .fixed, at: .zero)
        #expect(limiter.take(at: at(30)).isAllowed(remaining: 1))
        #expect(limiter.take(at: at(80)).isAllowed(remaining: 0))
        #expect(limiter.take(at: at(89)).wait == .seconds(1))
        #expect(limiter.take(at: at(90)).isAllowed(remaining: 1))
        #expect(limiter.status(at: at(90)).reset == at(150))
    }

    @Test(arguments: LimitWindow.allCases)
    func `a rate of nothing refuses always`(window: LimitWindow) {
        var limiter = RateLimiter(Rate(0, per: .seconds(60)), burst: nil, window: window, at: .zero)
        #expect(limiter.take(at: .zero).wait != nil)
        #expect(limiter.take(at: .distantFuture).wait != nil)
    }

    @Test(arguments: LimitWindow.allCases)
    func `extreme rates and moments never overflow`(window: LimitWindow) {
        var limiter = RateLimiter(
            Rate(.max, per: .seconds(Int64.max / 1_000_000_000)), burst: .max, window: window, at: .distantFuture)
        #expect(limiter.take(at: .distantFuture).status.limit == .max)
        #expect(limiter.status(at: Moment(nanoseconds: .min)).remaining >= 0)
    }
}

extension RateLimiter.Verdict {
    fileprivate var wait: Duration? {
        if case .refused(let wait, _) = self { wait } else { nil }
    }

    fileprivate var status: RateLimiter.Status {
        switch self {
        case .allowed(let status), .refused(_, let status): status
        }
    }

    fileprivate func isAllowed(remaining: Int) -> Bool {
        wait == nil && status.remaining == remaining
    }
}
