extension Timestamp {
    /// Reads `2026-11-20`, `2026-11-20T10:15Z`, `2026-11-20T10:15:02.114+01:00`: the date alone, or with a time of day,
    /// which may have seconds, a fraction of them, and a zone (`Z`, `+01:00`, `+0100`, `+01`).
    ///
    /// Without a zone the text means UTC, or is refused if `requiresZone`; a date alone has no zone. nil for every
    /// other text, for a day that the calendar lacks, and outside the years 1 to 9999. What is further off than a
    /// timestamp reaches (1677 to 2262) is cut to its first or last instant; a fraction is cut to nanoseconds.
    public init?(iso8601 text: String, requiresZone: Bool = false) {
        var reader = TextReader(text)
        guard let date = reader.date() else { return nil }
        var time: Int128 = 0
        var offset: Int?
        if reader.skips("T") || reader.skips("t") || reader.skips(" ") {
            guard let read = reader.timeOfDay() else { return nil }
            time = read
            if !reader.isAtEnd {
                guard let zone = reader.zone() else { return nil }
                offset = zone
            }
        }
        guard reader.isAtEnd, offset != nil || !requiresZone else { return nil }
        let seconds = date.daysSince1970 * 86_400 - (offset ?? 0)
        self.init(nanoseconds: Int64(clamping: Int128(seconds) * 1_000_000_000 + time))
    }
}

/// Reads the pieces of ISO 8601 from the front of a text; what does not fit gives nil.
private struct TextReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    var isAtEnd: Bool { position == bytes.count }

    mutating func skips(_ character: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    mutating func date() -> CivilDate? {
        guard let year = number(digits: 4), skips("-"), let month = number(digits: 2), skips("-"),
            let day = number(digits: 2)
        else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        return date.exists ? date : nil
    }

    /// Nanoseconds since midnight.
    mutating func timeOfDay() -> Int128? {
        guard let hour = number(digits: 2), hour < 24, skips(":"), let minute = number(digits: 2), minute < 60 else {
            return nil
        }
        var seconds = hour * 3_600 + minute * 60
        var nanoseconds = 0
        if skips(":") {
            guard let second = number(digits: 2), second < 60 else { return nil }
            seconds += second
            if skips(".") {
                guard let fraction = fraction() else { return nil }
                nanoseconds = fraction
            }
        }
        return Int128(seconds) * 1_000_000_000 + Int128(nanoseconds)
    }

    /// Seconds east of Greenwich.
    mutating func zone() -> Int? {
        if skips("Z") || skips("z") { return 0 }
        let sign = skips("-") ? -1 : 1
        guard sign < 0 || skips("+"), let hours = number(digits: 2), hours < 24 else { return nil }
        if isAtEnd { return sign * hours * 3_600 }
        _ = skips(":")
        guard let minutes = number(digits: 2), minutes < 60 else { return nil }
        return sign * (hours * 3_600 + minutes * 60)
    }

    /// The digits after the point as nanoseconds; those past the ninth do not count.
    private mutating func fraction() -> Int? {
        var value = 0
        var digits = 0
        while let digit = digit() {
            if digits < 9 { value = value * 10 + digit }
            digits += 1
        }
        guard digits > 0 else { return nil }
        for _ in min(digits, 9)..<9 { value *= 10 }
        return value
    }

    private mutating func number(digits: Int) -> Int? {
        var value = 0
        for _ in 0..<digits {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    private mutating func digit() -> Int? {
        guard position < bytes.count, bytes[position] >= UInt8(ascii: "0"), bytes[position] <= UInt8(ascii: "9") else {
            return nil
        }
        defer { position += 1 }
        return Int(bytes[position] - UInt8(ascii: "0"))
    }
}
