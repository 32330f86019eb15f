import Core

/// The states of a job as a scenario names them, and which of them the providers' own words mean.
enum JobStateWords {
    static let shape = Shape.word(Words("job state", names, hints: hints))

    static let names = [Job.State.queued, .running, .completed, .failed].map(\.rawValue)

    /// What to say to a word of a provider: the scenario's word is the same at all of them.
    static let hints = Dictionary(
        uniqueKeysWithValues: meanings.flatMap { state, words in
            words.map { ($0, "`\($0)` is `\(state.rawValue)` here, whatever the provider calls it") }
        })

    /// Those of the five providers, and what others say.
    private static let meanings: KeyValuePairs<Job.State, [String]> = [
        .queued: ["pending", "waiting", "submitted", "created"],
        .running: ["processing", "in_progress", "in-progress", "generating", "started"],
        .completed: ["succeeded", "success", "successful", "done", "finished", "complete"],
        .failed: ["error", "failure", "cancelled", "canceled"],
    ]
}
