import Core
import HTTPMessages
import Matching

extension Condition {
    /// One of the globs must fit a text of the request, and none does where there is no text.
    fileprivate init(_ entry: Reading.Entry, globs: [Glob], _ text: @escaping @Sendable (Subject) -> String?) {
        let key = entry.key
        self.init(entry, found: { Value(text($0)) }) { subject in
            guard let text = text(subject) else { return .noMatch }
            return MatchOutcome(globs.contains { $0.matches(text) })
        } mismatch: { subject in
            let wanted = globs.map(\.pattern).joined(separator: ", ")
            return text(subject).map { "`\(key)` is \($0), which \(wanted) does not match" } ?? "there is no `\(key)`"
        }
    }
}

extension MatchKey {
    static let model = MatchKey(globs: "model", "globs of the model", \.model, indexed: true) { $0.model = $1 }
    static let account = MatchKey(globs: "account", "globs of the account's name", \.account) { $0.account = $1 }
    static let path = MatchKey(
        globs: "path", "globs of the path below the provider's base, as it was sent", \.request.path
    ) { $0.request.path = $1 }
    static let jobID = MatchKey(globs: "job_id", "globs of the job's id", \.job?.id) { $0.describedJob.id = $1 }

    /// - Parameters:
    ///   - text: nil: there is none, and no glob fits.
    ///   - isIndexed: rules are looked for by it.
    private init(
        globs name: String, _ help: String, _ text: @escaping @Sendable (Subject) -> String?,
        indexed isIndexed: Bool = false,
        describe: @escaping @Sendable (inout Subject, String) -> Void
    ) {
        self.init(
            name, .oneOrMany(Form.glob.shape), help,
            describe: { subject, text, _ in describe(&subject, text) },
            add: { entry, match in
                let globs = entry.value.texts.map { Glob($0) }
                if isIndexed { match.models = globs }
                match.conditions.append(Condition(entry, globs: globs, text))
            })
    }
}
