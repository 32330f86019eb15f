import Documents

/// What goes to a terminal or a log, whoever sent the words in it.
public enum LogText {
    /// One line: line breaks in it are escaped too.
    public static func line(_ text: String) -> String { text.printable }

    /// Lines of our own, whose breaks stay.
    public static func lines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).printable }.joined(
            separator: "\n")
    }
}
