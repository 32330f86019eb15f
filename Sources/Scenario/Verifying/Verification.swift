import Core

/// What is asked about the requests that came (`POST …/verify`): how many of a kind there were, or whether some came in an order.
public struct Verification: Sendable {
    /// A kind of requests, by the keys of a rule.
    public struct Pattern: Sendable {
        /// nil: any, also what was refused before it was understood.
        var steps: StepSet?
        var match: Match
    }

    public enum Question: Sendable {
        case count(Pattern, ClosedRange<Int>)
        case order([Pattern])
    }

    public var question: Question
}

extension Verification {
    /// Reads a question in the grammar of scenarios; everything wrong with it is told at once.
    ///
    /// - Parameter name: how messages call it.
    public static func load(
        _ text: [UInt8], named name: String, format: ScenarioFormat, vocabulary: Vocabulary
    ) throws(BadScenario) -> Verification {
        let root = try ScenarioLoader.tree(text, named: name, format: format)
        var reader = Reader(grammar: Grammar(vocabulary), file: name)
        let reading = reader.read(root, as: .table(Keys.table), path: "")
        if let reading { Keys.checkBounds(reading, &reader) }
        guard let reading, reader.problems.isEmpty else { throw BadScenario(problems: reader.problems) }
        return Verification(reading)
    }

    private init(_ reading: Reading) {
        if let order = reading[Keys.order] {
            question = .order(order.items.map { Pattern($0) })
        } else {
            let exactly = reading[Keys.exactly]
            let most = exactly ?? reading[Keys.most] ?? .max
            let standard = reading[Keys.most] == nil ? 1 : 0
            question = .count(Pattern(reading), (exactly ?? reading[Keys.least] ?? standard)...most)
        }
    }

    fileprivate enum Keys {
        static let table = Table(
            "a question", [on, match, exactly, least, most, order],
            demands: [.atMostOne([exactly, least]), .atMostOne([exactly, most])]
                + [on.key, match.key, exactly.key, least.key, most.key].map { .atMostOne([order, $0]) })
        private static let pattern = Table("an item of `order`", [on, match])

        static let (on, match) = (RuleKeys.steps, RuleKeys.match)
        static let (exactly, least, most) = (Expectation.exactly, Expectation.least, Expectation.most)
        static let order = Field(
            "order", .parts(.list(.table(pattern), count: 1...Grammar.mostWords)),
            "what came one behind the other, with whatever between")

        static func checkBounds(_ reading: Reading, _ reader: inout Reader) {
            guard let low = reading[least], let high = reading[most], low > high, let entry = reading.entry(most)
            else { return }
            reader.report(
                "`\(most.name)` is less than `\(least.name)`: that can never hold", at: entry.keyPlace,
                path: entry.value.path)
        }
    }
}

extension Verification.Pattern {
    fileprivate init(_ reading: Reading) {
        steps = reading[Verification.Keys.on]
        match = reading[Verification.Keys.match].map { Match($0) } ?? Match()
    }

    /// Whether a request is one of them, as far as is known.
    func finding(in evidence: Evidence) -> Finding {
        let finding = match.finding(in: evidence)
        guard let steps, steps.isDisjoint(with: evidence.steps) else { return finding }
        let wanted = steps.steps.map(\.rawValue).joined(separator: ", ")
        let got = evidence.steps.steps.map(\.rawValue).joined(separator: ", ")
        let line = Difference(RuleKeys.steps.name, wanted: wanted, got: got.isEmpty ? "nothing" : got)
        if case .differs(let more) = finding { return .differs([line] + more) }
        return .differs([line])
    }
}
