import Core
import DialectKit
import HTTPMessages
import Testing
import Time

/// What tells a client when to come back.
@Suite struct RetryAfterTests {
    private static let now = Timestamp(iso8601: "2026-01-01T00:00:00Z", requiresZone: true)

    @Test(
        arguments: [
            (.automatic(nil), nil), (.absent, nil), (.automatic(.seconds(7)), "Retry-After: 7"),
            (.automatic(.milliseconds(6_001)), "Retry-After: 7"), (.automatic(.milliseconds(1)), "Retry-After: 1"),
            (.automatic(.zero), "Retry-After: 1"), (.automatic(.seconds(-5)), "Retry-After: 1"),
            (.seconds(0), "Retry-After: 0"), (.seconds(120), "Retry-After: 120"),
            (.milliseconds(250), "retry-after-ms: 250"),
            (.httpDate(.seconds(90)), "Retry-After: Thu, 01 Jan 2026 00:01:30 GMT"),
            (.raw("soon"), "Retry-After: soon"),
        ] as [(RetryAfter, String?)])
    func `it is told in a header field, and a client that obeys never comes too early`(
        retryAfter: RetryAfter, line: String?
    ) throws {
        let fields = headers(for: retryAfter, now: try #require(Self.now))
        #expect(fields.map { "\($0.name): \($0.value)" } == [line].compactMap(\.self))
    }

    @Test(
        arguments: [
            (.automatic(nil), nil), (.automatic(.milliseconds(300)), .milliseconds(300)), (.seconds(2), .seconds(2)),
            (.milliseconds(250), .milliseconds(250)), (.httpDate(.seconds(90)), .seconds(90)), (.raw("7"), nil),
            (.absent, nil),
        ] as [(RetryAfter, Duration?)])
    func `providers that say it elsewhere get the span`(retryAfter: RetryAfter, span: Duration?) {
        #expect(retryAfter.duration == span)
    }
}
