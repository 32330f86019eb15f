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

    private static let known = [
        "provider", "on", "model", "modality", "prompt", "account", "method", "path", "job_id", "job.status", "job.age",
        "job.polls", "attempt", "at", "header.…", "query.…", "body.…",
    ]

    /// - Parameter fields: keys and values, each once; values as they are written.
    public init(_ fields: [(key: String, value: String)]) throws(Failure) {
        var headers = Headers()
        var query: [String] = []
        var body: Node = [:]
        var values: [String: String] = [:]
        for (key, value) in fields {
            if let name = Self.rest(of: key, after: "header.") {
                headers.append(name, value)
            } else if let name = Self.rest(of: key, after: "query.") {
                query.append("\(name)=\(value)")
            } else if let path = Self.rest(of: key, after: "body.") {
                body = try Self.body(body, path, value)
            } else {
                guard Self.known.contains(key) else {
                    let hint = Suggestion.hint(for: key, in: Self.known)
                    throw Failure(description: "unknown key `\(shortened(key))`\(hint)")
                }
                values[key] = value
            }
        }
        let step: Step = try Self.word(values["on"], "on", default: .create)
        subject = Subject(
            step: step, provider: try Self.provider(values["provider"]),
            request: Request(
                method: values["method"] ?? (step == .create ? "POST" : "GET"), path: values["path"] ?? "/",
                query: query.joined(separator: "&"), headers: headers),
            account: values["account"], model: values["model"],
            modality: try values["modality"].map { value throws(Failure) in
                try Self.word(value, "modality", default: .image)
            },
            prompt: values["prompt"], body: body, job: try Self.job(values),
            attempt: try Self.number(values, "attempt") ?? 1,
            drawKey: Array(fields.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "\n").utf8))
        at = try Self.duration(values, "at")
    }

    private static func rest(of key: String, after prefix: String) -> String? {
        key.hasPrefix(prefix) ? String(key.dropFirst(prefix.count)) : nil
    }

    private static func provider(_ text: String?) throws(Failure) -> Provider {
        guard let text else {
            throw Failure(
                description: "name a `provider`: \(Suggestion.list(Provider.allCases.map(\.rawValue)))")
        }
        return try word(text, "provider", default: .getimg)
    }

    private static func word<Word: RawRepresentable & CaseIterable>(
        _ text: String?, _ key: String, default standard: Word
    ) throws(Failure) -> Word where Word.RawValue == String {
        guard let text else { return standard }
        guard let word = Word(rawValue: text) else {
            let hint = Suggestion.hint(for: text, in: Word.allCases.map(\.rawValue))
            throw Failure(description: "unknown `\(key)` `\(shortened(text))`\(hint)")
        }
        return word
    }

    private static func number(_ values: [String: String], _ key: String) throws(Failure) -> Int? {
        guard let text = values[key] else { return nil }
        guard let number = Int(text), number >= 0 else {
            throw Failure(description: "`\(key)` must be a whole number, not `\(shortened(text))`")
        }
        return number
    }

    private static func duration(_ values: [String: String], _ key: String) throws(Failure) -> Duration? {
        guard let text = values[key] else { return nil }
        guard let duration = Units.duration(text[...]) else {
            throw Failure(description: "`\(key)` must be a duration such as `30s`, not `\(shortened(text))`")
        }
        return duration
    }

    private static func job(_ values: [String: String]) throws(Failure) -> Subject.JobFacts? {
        guard values.keys.contains(where: { $0.hasPrefix("job") }) else { return nil }
        return Subject.JobFacts(
            id: values["job_id"] ?? "", status: try word(values["job.status"], "job.status", default: .running),
            age: try duration(values, "job.age") ?? .zero, polls: try number(values, "job.polls") ?? 0)
    }

    /// The body with a value at a path: JSON where it reads as such, else a text.
    private static func body(_ body: Node, _ path: String, _ value: String) throws(Failure) -> Node {
        guard let parts = BodyPath(path)?.parts else {
            throw Failure(description: "`body.\(shortened(path))` is no path such as `body.input.n`")
        }
        var node = (try? JSONReader.read(Array(value.utf8)))?.root ?? Node(.string(value))
        for part in parts.reversed() {
            switch part {
            case .key(let key): node = Node(.object(Members([Members.Member(key: key, value: node)])))
            case .index(let index):
                node = Node(.array(Array(repeating: Node(.null), count: min(index, 100)) + [node]))
            }
        }
        return body.merged(with: node)
    }
}
