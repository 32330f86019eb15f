import Testing
import Time

struct TimestampParsingTests {
    @Test(arguments: [
        ("2026-11-20", 1_795_132_800_000_000_000), ("2026-11-20T10:15Z", 1_795_169_700_000_000_000),
        ("2026-11-20T10:15:02Z", 1_795_169_702_000_000_000), ("2026-11-20t10:15:02z", 1_795_169_702_000_000_000),
        ("2026-11-20 10:15:02", 1_795_169_702_000_000_000), ("2026-11-20T11:15:02+01:00", 1_795_169_702_000_000_000),
        ("2026-11-20T05:15:02-0500", 1_795_169_702_000_000_000), ("2026-11-20T12:15:02+02", 1_795_169_702_000_000_000),
        ("2026-11-20T10:15:02.1Z", 1_795_169_702_100_000_000),
        ("2026-11-20T10:15:02.1234567899Z", 1_795_169_702_123_456_789), ("1969-12-31T23:59:59.5Z", -500_000_000),
    ])
    func `a date with or without time, fraction and zone is read`(text: String, nanoseconds: Int64) {
        #expect(Timestamp(iso8601: text) == Timestamp(nanoseconds: nanoseconds))
    }

    @Test(arguments: [
        "", "2026", "2026-13-01", "2026-00-10", "2026-02-29", "2100-02-29", "2026-04-31", "0000-01-01", "26-01-01",
        "2026-1-1",
        "2026-11-20T", "2026-11-20T24:00Z", "2026-11-20T10:60Z", "2026-11-20T10:15:60Z", "2026-11-20T10:15:02.Z",
        "2026-11-20T10:15:02+1", "2026-11-20T10:15:02+24:00", "2026-11-20T10:15:02+01:60", "2026-11-20T10:15:02Z ",
        "2026-11-20T10:15:02 00:00", "2026-11-20Z", "+2026-11-20", "２０２６-11-20", "2026-11-20T10:15:02+01:",
    ])
    func `what is no date is refused`(text: String) {
        #expect(Timestamp(iso8601: text) == nil)
    }

    @Test func `a zone can be asked for`() {
        #expect(Timestamp(iso8601: "2026-11-20T10:15:02", requiresZone: true) == nil)
        #expect(Timestamp(iso8601: "2026-11-20", requiresZone: true) == nil)
        #expect(
            Timestamp(iso8601: "2026-11-20T10:15:02+00:00", requiresZone: true) == Timestamp(unixSeconds: 1_795_169_702)
        )
    }

    @Test func `years out of reach are cut to the first and the last instant`() {
        #expect(Timestamp(iso8601: "0001-01-01T00:00:00+23:59") == Timestamp(nanoseconds: .min))
        #expect(Timestamp(iso8601: "9999-12-31T23:59:59-23:59") == Timestamp(nanoseconds: .max))
    }

    private static let present = Timestamp(unixSeconds: 1_795_169_702)

    @Test(arguments: [
        "Fri, 20 Nov 2026 10:15:02 GMT", "Friday, 20-Nov-26 10:15:02 GMT", "Fri Nov 20 10:15:02 2026",
    ])
    func `a date of HTTP is read in each of its three forms`(text: String) {
        #expect(Timestamp(httpDate: text, now: Self.present) == Self.present)
    }

    @Test(arguments: [
        ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777), ("Sun Nov  6 08:49:37 1994", 784_111_777),
        // 50 years ahead at most: Tuesday is the 24th of November 2076, Monday that of 1977.
        ("Tuesday, 24-Nov-76 00:00:00 GMT", 3_373_401_600), ("Thursday, 24-Nov-77 00:00:00 GMT", 249_177_600),
        ("Thu, 31 Dec 1998 23:59:60 GMT", 915_148_799),
    ])
    func `an older form of a date means the same`(text: String, seconds: Int64) {
        #expect(Timestamp(httpDate: text, now: Self.present) == Timestamp(unixSeconds: seconds))
    }

    @Test(arguments: [
        "", "Fri, 20 Nov 2026 10:15:02", "Thu, 20 Nov 2026 10:15:02 GMT", "Fri, 20 nov 2026 10:15:02 GMT",
        "Fri, 31 Feb 2026 10:15:02 GMT", "Fri, 20 Nov 2026 10:15 GMT", "Fri,  20 Nov 2026 10:15:02 GMT", "120",
        "Fri, 20 Nov 2026 10:15:02 GMT ", "Fri, 20-Nov-26 10:15:02 GMT", "Friday, 20-Nov-2026 10:15:02 GMT",
        "Fri Nov 20 10:15:02 26", "Fri Nov 20 10:15:02 2026 GMT", "Fri Nov 6 10:15:02 2026",
        "Fri, 20 Nov 2026 24:00:00 GMT", "Fri, 20 Nov 2026 10:15:61 GMT",
    ])
    func `what is no date of HTTP is none`(text: String) {
        #expect(Timestamp(httpDate: text, now: Self.present) == nil)
    }
}
