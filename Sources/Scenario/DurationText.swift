/// Durations as scenario files write them, for other places that take one: `250ms`, `4s`, `1h30m`, `0`.
public enum DurationText {
    /// nil when the text is no such duration.
    public static func parse(_ text: String) -> Duration? {
        Units.duration(text[...])
    }
}
