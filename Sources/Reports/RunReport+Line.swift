extension RunReport {
    /// The verdict in one line: `FAIL lost-answer: The verdict failed: no_duplicate_creates.`
    public var line: String { "\(Story(self, stable: true).status.word) \(scenario): \(exitReason)" }
}
