import Time

extension Duration {
    /// As a person writes it: `0.04 s`, `12.4 s`, `3 min 20 s`, `2 h 5 min`, `4 d 1 h`.
    var shown: String {
        let all = milliseconds
        let (sign, length) = (all < 0 ? "-" : "", Int(clamping: all.magnitude))
        if length < 1_000 { return sign + Self.number((length + 5) / 10, places: 2) + " s" }
        if length < 59_950 { return sign + Self.number((length + 50) / 100, places: 1) + " s" }
        let seconds = (length + 500) / 1_000
        if seconds < 3_600 { return sign + Self.pair(seconds, 60, "min", 1, "s") }
        if seconds < 86_400 { return sign + Self.pair(seconds, 3_600, "h", 60, "min") }
        return sign + Self.pair(seconds, 86_400, "d", 3_600, "h")
    }

    /// Whole ones, the rest cut.
    var milliseconds: Int { Int(nanoseconds / 1_000_000) }

    /// Without zeros at the end.
    private static func number(_ scaled: Int, places: Int) -> String {
        var (digits, places) = (scaled, places)
        while places > 0, digits % 10 == 0 { (digits, places) = (digits / 10, places - 1) }
        if places == 0 { return "\(digits)" }
        let unit = places == 1 ? 10 : 100
        let rest = String(digits % unit)
        return "\(digits / unit)." + String(repeating: "0", count: places - rest.count) + rest
    }

    private static func pair(_ seconds: Int, _ large: Int, _ name: String, _ small: Int, _ rest: String) -> String {
        let left = seconds % large / small
        return "\(seconds / large) \(name)" + (left > 0 ? " \(left) \(rest)" : "")
    }
}
