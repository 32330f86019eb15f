/// Reads numbers with units: durations, sizes and rates. Every answer is nil for a text that is none, or too large.
enum Units {
    /// A hundred years: longer times are taken for slips [chosen].
    static let longest = Duration.seconds(100 * 365 * 86_400)

    private static let nanoseconds: [(unit: String, length: Int64)] = [
        ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("m", 60_000_000_000), ("s", 1_000_000_000),
        ("ms", 1_000_000),
    ]

    private static let bytes: [(unit: String, length: Int64)] = [
        ("B", 1), ("KB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000),
        ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30),
    ]

    /// `250ms`, `1.5s`, `1h30m`, `0`: parts from the largest unit to the smallest, each unit at most once.
    static func duration(_ text: Substring) -> Duration? {
        if text == "0" { return .zero }
        var rest = text.utf8[...]
        var total: Int64 = 0
        var units = nanoseconds[...]
        while !rest.isEmpty {
            guard let amount = amount(from: &rest) else { return nil }
            let unit = Substring(rest.prefix { (0x61...0x7A).contains($0) })
            guard let index = units.firstIndex(where: { $0.unit == unit }),
                let length = amount.times(units[index].length)
            else { return nil }
            rest = rest.dropFirst(unit.utf8.count)
            let (sum, overflow) = total.addingReportingOverflow(length)
            guard !overflow else { return nil }
            total = sum
            units = units[(index + 1)...]
        }
        let duration = Duration.nanoseconds(total)
        return text.isEmpty || duration > longest ? nil : duration
    }

    /// `5s`, `1m30s`, `0`: a duration written in nothing less than seconds.
    static func seconds(_ text: Substring) -> Duration? {
        text.contains(".") || text.hasSuffix("ms") ? nil : duration(text)
    }

    /// A duration that may begin with `+` or `-`.
    static func signedDuration(_ text: Substring) -> Duration? {
        switch text.utf8.first {
        case UInt8(ascii: "-"): duration(text.dropFirst()).map { .zero - $0 }
        case UInt8(ascii: "+"): duration(text.dropFirst())
        default: duration(text)
        }
    }

    /// `64B`, `10KB` (1000), `10KiB` (1024); a bare number is bytes.
    static func size(_ text: Substring) -> Int? {
        var rest = text.utf8[...]
        guard let amount = amount(from: &rest) else { return nil }
        let unit = rest.isEmpty ? "B" : Substring(rest)
        guard let length = bytes.first(where: { $0.unit == unit })?.length else { return nil }
        return amount.times(length).flatMap { Int(exactly: $0) }
    }

    /// `50KB/s`
    static func byteRate(_ text: Substring) -> Int? {
        guard text.hasSuffix("/s"), let rate = size(text.dropLast(2)), rate > 0 else { return nil }
        return rate
    }

    /// What `5/min` and its like are counted in.
    static let periods: [(word: Substring, length: Duration)] = [
        ("s", .seconds(1)), ("sec", .seconds(1)), ("second", .seconds(1)),
        ("m", .seconds(60)), ("min", .seconds(60)), ("minute", .seconds(60)),
        ("h", .seconds(3600)), ("hour", .seconds(3600)), ("d", .seconds(86_400)), ("day", .seconds(86_400)),
    ]

    private static func period(_ text: Substring) -> Duration? {
        periods.first { $0.word == text }?.length ?? duration(text)
    }

    /// `60/1m`, `5/s`, `5/min`: a whole number of at least 1, and a duration that is not 0 or the unit of one.
    static func rate(_ text: Substring) -> (count: Int, per: Duration)? {
        guard let slash = text.firstIndex(of: "/"),
            text[..<slash].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(text[..<slash]), count > 0,
            let per = period(text[text.index(after: slash)...]), per > .zero
        else { return nil }
        return (count, per)
    }

    /// Digits with at most nine places after the point, exactly.
    private struct Amount {
        var whole: Int64
        var billionths: Int64

        /// nil when it does not fit or is not whole in the small unit.
        func times(_ length: Int64) -> Int64? {
            let (high, overflow) = whole.multipliedReportingOverflow(by: length)
            let product = billionths.multipliedFullWidth(by: length)
            let (quotient, remainder) = Int64(1_000_000_000).dividingFullWidth(product)
            guard !overflow, remainder == 0 else { return nil }
            let (sum, carried) = high.addingReportingOverflow(quotient)
            return carried ? nil : sum
        }
    }

    private static func amount(from rest: inout Substring.UTF8View) -> Amount? {
        guard let whole = Int64(digits(from: &rest)) else { return nil }
        guard rest.first == UInt8(ascii: ".") else { return Amount(whole: whole, billionths: 0) }
        rest = rest.dropFirst()
        let places = digits(from: &rest)
        guard (1...9).contains(places.utf8.count), let value = Int64(places) else { return nil }
        let scale = (places.utf8.count..<9).reduce(Int64(1)) { scale, _ in scale * 10 }
        return Amount(whole: whole, billionths: value * scale)
    }

    private static func digits(from rest: inout Substring.UTF8View) -> String {
        let digits = rest.prefix { (0x30...0x39).contains($0) }
        rest = rest.dropFirst(digits.count)
        return String(Substring(digits))
    }
}
