import Documents
import Time

/// What goes to a terminal or a log, whoever sent the words in it.
public enum LogText {
    /// One line: line breaks in it are escaped too.
    public static func line(_ text: String) -> String { text.printable }

    /// The time by the wall clock, for a line that is about to be written: `2026-10-01T08:00:00.123Z`.
    public static var time: String { SystemTime().wallClock().iso8601Milliseconds }

    /// A remark on a scenario file without the word that it says its weight with, for a line whose level says it: `a.yaml:3:1: warning: …`
    /// becomes `a.yaml:3:1: …`.
    public static func withoutLevel(_ remark: String) -> String {
        guard let word = remark.firstRange(of: ": warning: ") else { return remark }
        return remark[..<word.lowerBound] + ": " + remark[word.upperBound...]
    }

    /// Lines of our own, whose breaks stay.
    public static func lines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).printable }.joined(
            separator: "\n")
    }
}
