import Core
import Documents
import HTTPMessages

/// A request as a person describes it, by the keys that `match` has: `{ provider: getimg, on: create, model: veo }`.
public struct RequestSketch: Sendable {
    public var subject: Subject
    /// Scenario time since load; nil: as it is.
    public var at: Duration?

    /// What is wrong with a description.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    private static let step = RuleKeys.steps.name
    private static let time = "at"
    /// Those of `match`, in the order in which problems list them.
    static let keys: [MatchKey] = [
        .provider, .model, .modality, .prompt, .account, .method, .path, .jobID, .jobStatus, .jobAge, .jobPolls,
        .attempt,
    ]
    private static let known =
        [MatchKey.provider.name, step] + keys.dropFirst().map(\.name) + [time]
        + MatchFamily.inOrder.map { $0.family.prefix + "…" }

    /// - Parameter fields: keys and values, each once; values as they are written.
    public init(_ fields: [(key: String, value: String)]) throws(Failure) {
        var subject = Subject(
            step: .create, provider: .getimg, request: Request(method: "POST", path: "/"), account: nil, model: nil,
            modality: nil, prompt: nil, body: [:], job: nil, attempt: 1,
            drawKey: Array(fields.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "\n").utf8))
        var values: [String: String] = [:]
        for (key, written) in fields {
            let isBody = key.hasPrefix(MatchFamily.body.family.prefix)
            let value = isBody ? written : Self.unquoted(written)
            if let family = MatchFamily.inOrder.first(where: { key.hasPrefix($0.family.prefix) }) {
                try family.describe(&subject, String(key.dropFirst(family.family.prefix.count)), value)
            } else {
                guard Self.known.contains(key) else {
                    let hint = Suggestion.hint(for: key, in: Self.known)
                    throw Failure(description: "unknown key `\(shortened(key))`\(hint)")
                }
                values[key] = value
            }
        }
        if let step = values[Self.step] { subject.step = try Self.word(step, Self.step) }
        if subject.step != .create { subject.request.method = "GET" }
        guard values[MatchKey.provider.name] != nil else {
            let names = Suggestion.list(Provider.allCases.map(\.rawValue))
            throw Failure(description: "name a `\(MatchKey.provider.name)`: \(names)")
        }
        for key in Self.keys {
            if let value = values[key.name] { try key.describe?(&subject, value, key.name) }
        }
        self.subject = subject
        at = try values[Self.time].map { text throws(Failure) in try Self.duration(text, Self.time) }
    }

    /// Text in quotes is that text; a body's values are JSON, where it is so by itself.
    private static func unquoted(_ value: String) -> String {
        guard value.utf8.count > 1, value.hasPrefix("\""), value.hasSuffix("\"") else { return value }
        let document = try? JSONReader.read(Array(value.utf8))  // What is no JSON stands as it is.
        return document?.root.string ?? value
    }

    static func word<Word: RawRepresentable & CaseIterable>(
        _ text: String, _ key: String
    ) throws(Failure) -> Word where Word.RawValue == String {
        guard let word = Word(rawValue: text) else {
            let hint = Suggestion.hint(for: text, in: Word.allCases.map(\.rawValue))
            throw Failure(description: "unknown `\(key)` `\(shortened(text))`\(hint)")
        }
        return word
    }

    static func number(_ text: String, _ key: String) throws(Failure) -> Int {
        guard let number = Int(text), number >= 0 else {
            throw Failure(description: "`\(key)` must be a whole number, not `\(shortened(text))`")
        }
        return number
    }

    static func duration(_ text: String, _ key: String) throws(Failure) -> Duration {
        guard let duration = Units.duration(text[...]) else {
            throw Failure(description: "`\(key)` must be a duration such as `30s`, not `\(shortened(text))`")
        }
        return duration
    }
}
