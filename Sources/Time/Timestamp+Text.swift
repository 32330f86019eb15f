extension Timestamp {
    /// In UTC with milliseconds, cut not rounded: `2026-11-20T10:15:02.114Z`.
    public var iso8601Milliseconds: String {
        let fields = CalendarFields(self)
        var form = Form("0000-00-00T00:00:00.000Z")
        form.fill(fields.date, at: 0)
        form.fill(fields.time, at: 11)
        form.fill(fields.nanosecond / 1_000_000, digits: 3, at: 20)
        return form.text
    }

    /// The fixed form of RFC 9110 §5.6.7, cut to the second: `Fri, 20 Nov 2026 10:15:02 GMT`.
    public var httpDate: String {
        let fields = CalendarFields(self)
        var form = Form("Day, 00 Mon 0000 00:00:00 GMT")
        form.fill(Self.weekdays[CivilDate.weekday(daysSince1970: fields.day)], at: 0)
        form.fill(fields.date.day, digits: 2, at: 5)
        form.fill(Self.months[fields.date.month - 1], at: 8)
        form.fill(fields.date.year, digits: 4, at: 12)
        form.fill(fields.time, at: 17)
        return form.text
    }

    /// The day in UTC: `2026-11-20`.
    public var calendarDate: String {
        var form = Form("0000-00-00")
        form.fill(CalendarFields(self).date, at: 0)
        return form.text
    }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}

/// A text of fixed places, filled in before it becomes a string: dates stand in every answer, so they are made in one
/// go.
private struct Form {
    private var bytes: [UInt8]

    init(_ blank: String) {
        bytes = Array(blank.utf8)
    }

    /// The last `digits` decimal digits of a number that is not negative.
    mutating func fill(_ number: Int, digits: Int, at start: Int) {
        var rest = number
        for place in stride(from: start + digits - 1, through: start, by: -1) {
            bytes[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        }
    }

    mutating func fill(_ word: String, at start: Int) {
        var place = start
        for byte in word.utf8 {
            bytes[place] = byte
            place += 1
        }
    }

    /// `2026-11-20`
    mutating func fill(_ date: CivilDate, at start: Int) {
        fill(date.year, digits: 4, at: start)
        fill(date.month, digits: 2, at: start + 5)
        fill(date.day, digits: 2, at: start + 8)
    }

    /// `10:15:02`
    mutating func fill(_ time: TimeOfDay, at start: Int) {
        fill(time.hour, digits: 2, at: start)
        fill(time.minute, digits: 2, at: start + 3)
        fill(time.second, digits: 2, at: start + 6)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}
