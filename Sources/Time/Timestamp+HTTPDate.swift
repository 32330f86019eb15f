extension Timestamp {
    /// Reads the three forms of a date of RFC 9110 §5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`, the older
    /// `Sunday, 06-Nov-94 08:49:37 GMT`, and `Sun Nov  6 08:49:37 1994`. The day of the week must be the date's own.
    ///
    /// - Parameter now: where a year of two digits counts from: it is never more than 50 years later.
    public init?(httpDate text: String, now: Timestamp) {
        var reader = HTTPDateReader(text)
        guard let read = reader.fixed() ?? reader.rfc850(around: now) ?? reader.asctime() else { return nil }
        self = read
    }
}

/// Reads one date from the front of a text to its end; a reading that fails begins anew with the next.
private struct HTTPDateReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    mutating func fixed() -> Timestamp? {
        position = 0
        guard let weekday = word(of: Self.shortDays), skips(", "), let day = number(2), skips(" "),
            let month = word(of: Self.months), skips(" "), let year = number(4), skips(" "), let time = time(),
            skips(" GMT")
        else { return nil }
        return timestamp(year, month, day, time, weekday)
    }

    mutating func rfc850(around now: Timestamp) -> Timestamp? {
        position = 0
        guard let weekday = word(of: Self.longDays), skips(", "), let day = number(2), skips("-"),
            let month = word(of: Self.months), skips("-"), let short = number(2), skips(" "), let time = time(),
            skips(" GMT")
        else { return nil }
        let present = CivilDate(daysSince1970: Int(now.startOfDay.unixSeconds / 86_400)).year
        var year = present - present % 100 + short
        // The century whose date is the nearest; half a century ahead counts as past (RFC 9110 §5.6.7).
        if year > present + 50 { year -= 100 }
        if year <= present - 50 { year += 100 }
        return timestamp(year, month, day, time, weekday)
    }

    mutating func asctime() -> Timestamp? {
        position = 0
        guard let weekday = word(of: Self.shortDays), skips(" "), let month = word(of: Self.months), skips(" "),
            let day = skips(" ") ? number(1) : number(2), skips(" "), let time = time(), skips(" "),
            let year = number(4)
        else { return nil }
        return timestamp(year, month, day, time, weekday)
    }

    private func timestamp(_ year: Int, _ month: Int, _ day: Int, _ time: Int, _ weekday: Int) -> Timestamp? {
        let date = CivilDate(year: year, month: month + 1, day: day)
        guard position == bytes.count, date.exists else { return nil }
        let days = date.daysSince1970
        guard CivilDate.weekday(daysSince1970: days) == weekday else { return nil }
        return Timestamp(unixSeconds: Int64(days * 86_400 + time))
    }

    /// Seconds since midnight; a leap second counts as the one before.
    private mutating func time() -> Int? {
        guard let hour = number(2), hour < 24, skips(":"), let minute = number(2), minute < 60, skips(":"),
            let second = number(2), second <= 60
        else { return nil }
        return hour * 3_600 + minute * 60 + min(second, 59)
    }

    private mutating func number(_ digits: Int) -> Int? {
        guard position + digits <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[position..<position + digits] {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        position += digits
        return value
    }

    private mutating func word(of words: [String]) -> Int? {
        words.indices.first { skips(words[$0]) }
    }

    private mutating func skips(_ word: String) -> Bool {
        guard bytes[position...].starts(with: word.utf8) else { return false }
        position += word.utf8.count
        return true
    }

    private static let shortDays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let longDays = [
        "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    ]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
