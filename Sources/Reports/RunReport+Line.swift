import Judging

extension RunReport {
    /// The verdict in one line: `FAIL lost-answer: The verdict failed: no_duplicate_creates.`
    public var line: String { "\(word) \(scenario): \(exitReason)" }

    private var word: String {
        if exitCode == Ending.failed || exitCode == Ending.commandFailed || outcome == .fail { return "FAIL" }
        return outcome == .pass ? "PASS" : "INCONCLUSIVE"
    }
}
