import Catalog
import Core
import DialectKit
import Documents

/// The fields of a create request that do not belong to the model. Unknown ones are ignored [chosen].
struct TaskBody {
    private let members: Members
    private let coerces: Bool
    private let emptyValues: EmptyValues

    init(_ members: Members, coerces: Bool, emptyValues: EmptyValues) {
        self.members = members
        self.coerces = coerces
        self.emptyValues = emptyValues
    }

    var model: String? { members["model"]?.string }
    var input: Members? { members["input"]?.object }
    var callback: String? { members["callback_url"]?.string }

    var isDryRun: Bool {
        switch members["dry_run"]?.value {
        case .bool(let bool): bool
        case .string("true"): coerces
        default: false
        }
    }

    /// The model's id and input, or what is wrong with the body itself: first what is missing, then what has a wrong type.
    func checked() throws(Rejection) -> (model: String, input: Members) {
        if members["model"]?.countsAsMissing ?? true { throw Rejection(missing: "model") }
        if members["input"].map({ $0.isNull || (emptyValues == .lenient && $0.countsAsMissing) }) ?? true {
            throw Rejection(missing: "input")
        }
        guard let model else { throw Rejection(mistyped: "model", expected: "string") }
        guard let input else { throw Rejection(mistyped: "input", expected: "object") }
        try checkOptional()
        return (model, input)
    }

    /// A callback may lie on this very machine; nothing but http and https is taken (unified-tasks.md §4.1 [chosen]).
    private func checkOptional() throws(Rejection) {
        if let callback = members["callback_url"], !callback.countsAsMissing, !(callback.string.map(isWebURL) ?? false)
        {
            throw Rejection(mistyped: "callback_url", expected: "url")
        }
        switch members["dry_run"]?.value {
        case nil, .null, .bool: break
        case .string("true") where coerces, .string("false") where coerces: break
        default: throw Rejection(mistyped: "dry_run", expected: "boolean")
        }
    }
}

extension Rejection {
    init(missing name: String) {
        self.init(Refusal(.missingField, message: "Missing required parameter: \(name)", param: name), at: .fields)
    }

    init(mistyped name: String, expected: String) {
        let message = "Invalid type for \(name): expected \(expected)"
        self.init(Refusal(.invalidInput, message: message, param: name), at: .fields)
    }
}

extension Node {
    /// Null and an empty string count as absent; `{}` does not.
    fileprivate var countsAsMissing: Bool {
        switch value {
        case .null: true
        case .string(let text): text.isEmpty
        case .bool, .number, .array, .object: false
        }
    }
}

extension Members {
    /// What the client describes, for rules that look at prompts and for the journal, read before anything is checked.
    var prompt: String? {
        for name in ["prompt", "gpt_description_prompt", "text"] {
            if let text = self[name]?.string, !text.isEmpty { return text }
        }
        return joined("multi_shots", "prompt") ?? joined("dialogue", "text")
    }

    private func joined(_ list: String, _ field: String) -> String? {
        let texts = self[list]?.array?.compactMap { $0[field]?.string } ?? []
        return texts.isEmpty ? nil : texts.joined(separator: "\n")
    }
}
