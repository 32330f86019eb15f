/// The names of the request's fields, in one table: unknown fields are refused, so a wrong name here refuses a right client.
/// Source: llm-stats.md §3.1, §3.1.1.
enum Name {
    static let model = "model"
    static let input = "input"
    static let count = "n"
    static let wait = "wait"

    static let prompt = "prompt"
    static let images = "images"
    static let aspectRatio = "aspect_ratio"
    static let size = "size"
    static let seed = "seed"
    /// [chosen]: the stored page has lost the name.
    static let duration = "duration"
    /// [chosen]: the stored page has lost the name.
    static let resolution = "resolution"
    /// [chosen]: the stored page has lost the name.
    static let negativePrompt = "negative_prompt"
}

/// The numbers that the documentation gives for a request.
enum Bound {
    /// Unicode scalars [brief].
    static let prompt = 1...8000
    /// [brief]
    static let images = 8
    /// [brief]
    static let count = 1...10
    /// Seconds [brief].
    static let wait = 0...60
    /// Bytes of a body; over it 400 `invalid_input` (llm-stats.md §4.2 [chosen]).
    static let body = 1 << 20
    /// One side of a ratio or size; one more than ten times as large is malformed [chosen].
    static let side = 100_000_000
}
