import Core

/// Numbers and lists as sentences have them.
enum Words {
    /// `1 create`, `12 polls`, `10,000 requests`.
    static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(grouped(number)) \(number == 1 ? one : many ?? one + "s")"
    }

    /// `10,000`
    static func grouped(_ number: Int) -> String {
        let digits = String(number.magnitude)
        var text = number < 0 ? "-" : ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }

    /// `once`, `twice`, `3 times`.
    static func times(_ number: Int) -> String {
        switch number {
        case 1: "once"
        case 2: "twice"
        default: "\(grouped(number)) times"
        }
    }

    /// `a`, `a and b`, `a, b and c`.
    static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    /// The first of them, and how many more there are: `a, b and 7 more`.
    static func few(_ items: [String]) -> String {
        if items.count <= ReportBounds.names + 1 { return list(items) }
        return list(items.prefix(ReportBounds.names) + ["\(grouped(items.count - ReportBounds.names)) more"])
    }

    /// With a capital and a full stop.
    static func sentence(_ text: String) -> String {
        guard let first = text.first, let last = text.last else { return text }
        return first.uppercased() + text.dropFirst() + (".!?".contains(last) ? "" : ".")
    }

    /// How many times the first is of the second, to a tenth: `2`, `1.5`; nil where that says nothing.
    static func factor(_ amount: Int64, of base: Int64) -> String? {
        guard amount > base, base > 0 else { return nil }
        let (tenths, overflow) = amount.multipliedReportingOverflow(by: 10)
        if overflow { return nil }
        let rounded = (tenths + base / 2) / base
        if rounded == 10 { return nil }
        return rounded % 10 == 0 ? grouped(Int(rounded / 10)) : "\(grouped(Int(rounded / 10))).\(rounded % 10)"
    }
}

extension Money {
    /// `$1.20`, `-$0.04`
    var dollars: String {
        microdollars < 0 ? "-$" + (Money.zero - self).textWithCents : "$" + textWithCents
    }
}
