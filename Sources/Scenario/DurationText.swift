/// Durations as scenario files write them, for other places that take one: `250ms`, `4s`, `1h30m`, `0`.
public enum DurationText {
    /// nil when the text is no such duration.
    public static func parse(_ text: String) -> Duration? {
        Units.duration(text[...])
    }

    /// What `parse` reads as that duration, to whole milliseconds.
    public static func text(_ duration: Duration) -> String {
        var left = Int(duration / .milliseconds(1))
        let parts = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)]
        let text = parts.reduce(into: "") { text, part in
            let (count, rest) = left.quotientAndRemainder(dividingBy: part.1)
            if count > 0 { text += "\(count)\(part.0)" }
            left = rest
        }
        return text.isEmpty ? "0" : text
    }
}
