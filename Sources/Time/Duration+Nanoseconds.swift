extension Duration {
    /// The whole duration in nanoseconds; a longer one than fits (292 years) is cut to the longest.
    public var nanoseconds: Int64 {
        Int64(clamping: attoseconds / 1_000_000_000)
    }

    /// In seconds, for arithmetic that need not be exact.
    public var inSeconds: Double {
        Double(nanoseconds) / 1e9
    }

    /// Whole seconds, a started one counted whole: what `Retry-After` carries.
    public var wholeSecondsUp: Int64 {
        let whole = nanoseconds / 1_000_000_000
        return nanoseconds % 1_000_000_000 > 0 ? whole + 1 : whole
    }
}
