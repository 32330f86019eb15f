import Core
import DialectKit
import Documents

/// What is wrong with the fields of a request: all of it is told at once (lemondata.md §4.4).
struct Issues {
    struct Issue: Equatable {
        var field: String
        var message: String
        var code: Code
    }

    /// The names that the documentation's example has (`invalid_type`) and its siblings in the same library [chosen].
    enum Code: String {
        case invalidType = "invalid_type"
        case tooSmall = "too_small"
        case tooBig = "too_big"
        case invalidOption = "invalid_enum_value"
        case invalidString = "invalid_string"
        case custom
    }

    private(set) var all: [Issue] = []

    mutating func add(_ field: String, _ message: String, _ code: Code) {
        all.append(Issue(field: field, message: message, code: code))
    }

    /// Ends the reading when there are any; the first one gives message and `param`.
    func check(at stage: Stage) throws(Rejection) {
        guard let first = all.first else { return }
        let list = all.map { issue -> Node in
            [
                "field": Node(.string(issue.field)), "message": Node(.string(issue.message)),
                "code": Node(.string(issue.code.rawValue)),
            ]
        }
        throw Rejection(
            Refusal(
                .invalidInput, message: "\(first.field): \(first.message)", param: first.field,
                facts: .found(["\(Fact.validationErrors)": Node(.array(list))])), at: stage)
    }
}

/// What this dialect remembers with a refusal, beside the words that all providers share.
enum Fact {
    /// Instead of the usual code.
    static let code = "code"
    static let validationErrors = "validation_errors"
    /// Whether sending the same again can help; false where the documentation says so.
    static let retryable = "retryable"
    static let didYouMean = "did_you_mean"
    static let suggestions = "suggestions"
    static let hint = "hint"
    static let allowedRatios = "allowed_aspect_ratios"
    static let allowedResolutions = "allowed_resolutions"
}

extension Rejection {
    /// A field that the provider knows, with a value it does not do.
    init(unsupported param: String, _ message: String, at stage: Stage) {
        self.init(
            Refusal(
                .invalidInput, message: message, param: param,
                facts: .found([Fact.code: "unsupported_parameter", Fact.retryable: false])), at: stage)
    }

    /// A value that a list does not have.
    init(_ param: String, _ message: String, allowed fact: String, _ values: [String], at stage: Stage) {
        self.init(
            Refusal(
                .invalidInput, message: message, param: param,
                facts: .found([fact: Node(.array(values.map { Node(.string($0)) }))])), at: stage)
    }
}
