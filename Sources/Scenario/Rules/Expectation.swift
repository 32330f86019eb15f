import Core
import Documents

/// One line of `expect`: a check that is judged from the journal when the run ends (language.md §8).
public struct Expectation: Sendable {
    /// `no_duplicate_creates`, …
    public var name: String
    /// As it was written and found sound; an empty mapping for a bare name.
    public var options: Node
    /// The requests that are judged; nil: all.
    public var match: Match?
    /// The scenario it came from by `use`; nil: the file's own.
    public var origin: String?

    public init(name: String, options: Node = [:], match: Match? = nil, origin: String? = nil) {
        self.name = name
        self.options = options
        self.match = match
        self.origin = origin
    }

    func used(from scenario: String) -> Expectation {
        var expectation = self
        expectation.origin = origin ?? scenario
        return expectation
    }
}
