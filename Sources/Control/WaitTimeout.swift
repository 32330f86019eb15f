import Scenario

/// How long a request to the control API is ready to wait, in real time.
enum WaitTimeout {
    /// The longest that is taken [chosen].
    private static let most = Duration.seconds(24 * 3_600)

    static let rule = "`timeout` must be a duration such as \"500ms\" or \"1m\", of at most \"24h\"."

    /// nil when it is no such time.
    static func parse(_ text: String) -> Duration? {
        guard let span = DurationText.parse(text), (.zero...most).contains(span) else { return nil }
        return span
    }
}
