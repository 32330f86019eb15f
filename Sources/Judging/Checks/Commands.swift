import Documents
public import Scenario

extension Inquiry {
    /// `command`: how a right client ends.
    func commandHolds() -> Judgement {
        guard let end = record.command else {
            return .silent("There was no command to watch: `understudy drill` runs one.", needsRules: false)
        }
        let wanted = ExpectedEnd(expectation)
        var judgement = Judgement(praise: "The command \(end.words), as expected.")
        judgement.needsRules = false
        judgement.mayHaveMissed = []
        guard !wanted.takes(end) else { return judgement }
        switch wanted {
        case .zero:
            judgement.fail("The command \(end.words); a right client ends with 0 here.")
            judgement.advice = "See what the command says of it: it should get over this."
        case .nonzero:
            judgement.fail("The command \(end.words); a right client ends with an error here.")
            judgement.advice = "Let the program end with an error when it has not got what it was to get."
        case .any:
            judgement.fail("The command \(end.words).")
            judgement.advice = "Give each wait an end of its own."
        }
        return judgement
    }

    /// `no_false_success`
    func noFalseSuccess() -> Judgement {
        guard let end = record.command, let products = record.products else {
            return .silent(
                "Nobody said which files the command produces: `--product GLOB` does.", needsRules: false)
        }
        if let healthy = record.healthyProducts, healthy == 0 {
            return .silent("The command produced no such file on the healthy day either.", needsRules: false)
        }
        guard end == .exit(0) else {
            var judgement = Judgement(praise: "The command said that it had not succeeded: it \(end.words).")
            judgement.needsRules = false
            judgement.mayHaveMissed = []
            return judgement
        }
        let genuine = products.filter { $0.job != nil }
        var judgement = Judgement(
            praise:
                "The command ended with 0, and \(genuine.count == 1 ? "1 file equals" : "\(genuine.count) files equal") what the server made."
        )
        judgement.needsRules = false
        judgement.mayHaveMissed = []
        judgement.advice =
            "Check status, length and kind of what was fetched before it is called done, and end with an error otherwise."
        if genuine.isEmpty {
            let what =
                products.isEmpty
                ? "it produced no file"
                : "\(products.map { "`\($0.path)`" }.prefix(3).joined(separator: ", ")) is nothing that the server made"
            judgement.fail("The command ended with 0, and \(what).")
        } else {
            for product in products where product.job == nil {
                judgement.fail("The command ended with 0, and `\(product.path)` is nothing that the server made.")
            }
        }
        return judgement
    }
}

/// How a right client ends.
public enum ExpectedEnd: String, Sendable {
    case zero = "0"
    case nonzero
    case any

    /// What a line `command` says.
    public init(_ expectation: Expectation) {
        self = expectation.text("exit").flatMap(Self.init) ?? .zero
    }

    /// One that was still at it has not ended at all.
    public func takes(_ end: RunRecord.CommandEnd) -> Bool {
        switch (self, end) {
        case (_, .stillRunning): false
        case (.any, _), (.zero, .exit(0)): true
        case (.nonzero, .exit(let code)): code != 0
        case (.nonzero, .signal): true
        case (.zero, .exit), (.zero, .signal): false
        }
    }
}

extension RunRecord.CommandEnd {
    /// `ended with 3`, as it stands behind "the command".
    public var words: String {
        switch self {
        case .exit(let code): "ended with \(code)"
        case .signal(let name): "was ended by \(name)"
        case .stillRunning(let patience): "was still trying after \(patience.spoken)"
        }
    }
}
