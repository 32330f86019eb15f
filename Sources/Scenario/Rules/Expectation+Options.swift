import Core
import Documents

/// What an option says in the type that it is written in, be it a text or a number to YAML; nil where it is not given. Defaults are those
/// of language.md §8.
extension Expectation {
    /// `within`, `tolerance`, `at_least` of `poll_interval`; `0` is one.
    public func duration(_ option: String) -> Duration? {
        text(option).flatMap { Units.duration($0[...]) }
    }

    /// US dollars: `at_most` of `spent`.
    public func money(_ option: String) -> Money? {
        text(option).flatMap { Decimal(text: $0) }.map { Money($0) }
    }

    /// `downloads`, `account`, and `exit`, whose `0` is a text here.
    public func text(_ option: String) -> String? {
        options[option].flatMap { $0.string ?? $0.number?.text }
    }
}
