/// A regular expression in the syntax of PCRE2, read once and used by any number of threads.
///
/// It looks for its match anywhere in the text, `^` and `$` tie it to the ends. Text is UTF-8: a dot is one Unicode
/// scalar. The work for one text is bounded, so an expression that runs wild gives `limitReached` and never a stuck
/// server.
public struct RegularExpression: Sendable, Equatable {
    /// Why a pattern was refused.
    public struct Failure: Error, Sendable, Equatable {
        /// PCRE2's own words.
        public var message: String
        /// In bytes from the pattern's start.
        public var offset: Int
    }

    /// The most Unicode scalars of a pattern [chosen].
    public static let longestPattern = 1_000

    public let pattern: String
    private let compiled: CompiledPattern

    public init(_ pattern: String) throws(Failure) {
        guard pattern.unicodeScalars.count <= Self.longestPattern else {
            throw Failure(message: "the pattern is longer than \(Self.longestPattern) characters", offset: 0)
        }
        self.pattern = pattern
        compiled = try CompiledPattern(pattern)
    }

    public func matches(_ text: String) -> MatchOutcome {
        compiled.search(text)
    }

    public static func == (left: RegularExpression, right: RegularExpression) -> Bool {
        left.pattern == right.pattern
    }
}
