import Testing
import Time

struct TimestampTextTests {
    @Test func `a time is written as ISO 8601 with milliseconds`() {
        let time = Timestamp(nanoseconds: 1_795_169_702_114_999_999)
        #expect(time.iso8601Milliseconds == "2026-11-20T10:15:02.114Z")
        #expect(time.calendarDate == "2026-11-20")
        #expect(time.unixSeconds == 1_795_169_702)
    }

    @Test func `a time is written as an HTTP date`() {
        #expect(Timestamp(unixSeconds: 1_795_169_702).httpDate == "Fri, 20 Nov 2026 10:15:02 GMT")
        // The example of RFC 9110 §5.6.7.
        #expect(Timestamp(unixSeconds: 784_111_777).httpDate == "Sun, 06 Nov 1994 08:49:37 GMT")
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (951_782_400_000_000_000, "2000-02-29T00:00:00.000Z"),
        (-2_203_891_200_000_000_000, "1900-03-01T00:00:00.000Z"),
        (4_107_542_399_999_999_999, "2100-02-28T23:59:59.999Z"),
        (Int64.min, "1677-09-21T00:12:43.145Z"), (Int64.max, "2262-04-11T23:47:16.854Z"),
    ])
    func `every instant that can be told has its place in the calendar`(nanoseconds: Int64, text: String) {
        #expect(Timestamp(nanoseconds: nanoseconds).iso8601Milliseconds == text)
    }

    @Test func `seconds and days begin below zero where they do above`() {
        let time = Timestamp(nanoseconds: -1)
        #expect(time.unixSeconds == -1)
        #expect(time.startOfDay == Timestamp(unixSeconds: -86_400))
        #expect(Timestamp(unixSeconds: 86_399).startOfDay == Timestamp(unixSeconds: 0))
        #expect(Timestamp(nanoseconds: .min).startOfDay == Timestamp(nanoseconds: .min))
    }

    @Test func `every day of four centuries is read back as it was written`() throws {
        for day in stride(from: -106_000, through: 106_000, by: 7) {
            let time = Timestamp(unixSeconds: Int64(day) * 86_400 + 1)
            #expect(Timestamp(iso8601: time.iso8601Milliseconds) == time)
        }
    }

    @Test func `the span between two times is cut to what a span can hold`() {
        #expect(Timestamp(unixSeconds: 90) - Timestamp(unixSeconds: 30) == .seconds(60))
        #expect(Timestamp(nanoseconds: .max) - Timestamp(nanoseconds: .min) == .nanoseconds(Int64.max))
    }
}
