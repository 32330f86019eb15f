extension Timestamp {
    /// In UTC with milliseconds, cut not rounded: `2026-11-20T10:15:02.114Z`.
    public var iso8601Milliseconds: String {
        text(ofBytes: 24) { $0.append(iso8601: CalendarFields(self)) }
    }

    /// The same as bytes, for whoever puts it into a text of their own.
    public var iso8601Bytes: InlineArray<24, UInt8> {
        InlineArray { $0.append(iso8601: CalendarFields(self)) }
    }

    /// The fixed form of RFC 9110 §5.6.7, cut to the second: `Fri, 20 Nov 2026 10:15:02 GMT`.
    public var httpDate: String {
        let fields = CalendarFields(self)
        return text(ofBytes: 29) { form in
            form.append(Self.weekdays[CivilDate.weekday(daysSince1970: fields.day)])
            form.append(", ")
            form.append(twoDigits: fields.date.day)
            form.append(Self.months[fields.date.month - 1])
            form.append(fourDigits: fields.date.year)
            form.append(UInt8(ascii: " "))
            form.append(fields.time)
            form.append(" GMT")
        }
    }

    /// The day in UTC: `2026-11-20`.
    public var calendarDate: String {
        let fields = CalendarFields(self)
        return text(ofBytes: 10) { $0.append(fields.date) }
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        " Jan ", " Feb ", " Mar ", " Apr ", " May ", " Jun ", " Jul ", " Aug ", " Sep ", " Oct ", " Nov ", " Dec ",
    ]
}

/// Dates stand in every answer, so their text is made in one go.
private func text(ofBytes count: Int, _ fill: (inout OutputSpan<UInt8>) -> Void) -> String {
    var bytes: [UInt8] = []
    bytes.append(addingCapacity: count, initializingWith: fill)
    return String(decoding: bytes, as: UTF8.self)
}

extension OutputSpan<UInt8> {
    fileprivate mutating func append(iso8601 fields: CalendarFields) {
        append(fields.date)
        append(UInt8(ascii: "T"))
        append(fields.time)
        append(UInt8(ascii: "."))
        append(threeDigits: fields.nanosecond / 1_000_000)
        append(UInt8(ascii: "Z"))
    }

    fileprivate mutating func append(_ word: String) {
        let bytes = word.utf8Span.span
        for index in bytes.indices { append(bytes[index]) }
    }

    /// The last decimal digit of a number that is not negative.
    private mutating func append(digit number: Int) {
        append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }

    fileprivate mutating func append(twoDigits number: Int) {
        append(digit: number / 10)
        append(digit: number)
    }

    fileprivate mutating func append(threeDigits number: Int) {
        append(digit: number / 100)
        append(twoDigits: number)
    }

    fileprivate mutating func append(fourDigits number: Int) {
        append(twoDigits: number / 100)
        append(twoDigits: number)
    }

    /// `2026-11-20`
    fileprivate mutating func append(_ date: CivilDate) {
        append(fourDigits: date.year)
        append(UInt8(ascii: "-"))
        append(twoDigits: date.month)
        append(UInt8(ascii: "-"))
        append(twoDigits: date.day)
    }

    /// `10:15:02`
    fileprivate mutating func append(_ time: TimeOfDay) {
        append(twoDigits: time.hour)
        append(UInt8(ascii: ":"))
        append(twoDigits: time.minute)
        append(UInt8(ascii: ":"))
        append(twoDigits: time.second)
    }
}
