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

    /// `at_least`, `at_most` and `exactly` of `count`.
    public func count(_ option: String) -> Int? { options[option]?.number?.int }

    /// `min_factor`
    public func number(_ option: String) -> Double? { options[option]?.number?.double }

    /// `strict`
    public func flag(_ option: String) -> Bool? { options[option]?.bool }

    /// `most` of `no_busy_poll`, such as `30/min`.
    public func rate(_ option: String) -> (count: Int, per: Duration)? {
        options[option]?.string.flatMap { Units.rate($0[...]) }
    }

    /// `on` of `count`: one step or a list; nil stands for all.
    public func steps(_ option: String) -> StepSet? {
        guard let node = options[option] else { return nil }
        let names = node.array?.compactMap(\.string) ?? [node.string].compactMap(\.self)
        return names.contains("any") ? .all : StepSet(names.compactMap { Step(rawValue: $0) })
    }
}
