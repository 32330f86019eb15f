/// Which rule decides which aspect of a request, and why the others do not.
public struct Explanation: Sendable, Equatable {
    /// What one rule has to say, in the order in which rules are asked.
    public struct Line: Sendable, Equatable {
        public var rule: String
        /// The phase it belongs to; nil: it is there in every phase.
        public var phase: String?
        /// The aspects that it decides.
        public var decides: [String]
        /// Of these, the ones that do not show, since something else of the same exchange comes before them.
        public var masked: [Masked] = []
        /// Why it decides nothing, or not all that it names; empty where there is nothing to add.
        public var reason: String
    }

    /// An aspect that is decided and does not show.
    public struct Masked: Sendable, Equatable {
        public var aspect: String
        public var reason: String
    }

    /// What there is to say about the model: added by the scenario, or known to nobody. Empty for one of the catalog.
    public var model: String
    public var lines: [Line]
    /// False where the provider has no such request.
    public var hasStep = true
    /// Scenario time since the scenario was loaded, for which it holds.
    public var elapsed: Duration

    /// A line for each rule: `slow veo: decides latency`.
    public var text: String { hasStep ? [model, verdict].filter { !$0.isEmpty }.joined(separator: "\n") : model }

    private var verdict: String {
        if lines.isEmpty { return "The scenario has no rules: the provider behaves as its specification says." }
        let decided = lines.contains { !$0.decides.isEmpty }
        let rules = lines.map(\.text).joined(separator: "\n")
        return decided ? rules : rules + "\nNo rule decides: the provider behaves as its specification says."
    }
}

extension Explanation.Line {
    fileprivate var text: String {
        let place = phase.map { "\($0) / \(rule)" } ?? rule
        let decided = decides.isEmpty ? "" : "decides " + decides.joined(separator: ", ")
        let hidden = masked.map { "`\($0.aspect)` does not show: \($0.reason)" }
        return "\(place): " + ([decided] + hidden + [reason]).filter { !$0.isEmpty }.joined(separator: "; ")
    }
}
