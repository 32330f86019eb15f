import Core

/// The first problem of a request and the stage it belongs to: what reading a body throws inside a dialect.
public struct Rejection: Error, Sendable, Equatable {
    public var refusal: Refusal
    public var stage: Stage

    public init(_ refusal: Refusal, at stage: Stage) {
        self.refusal = refusal
        self.stage = stage
    }
}
