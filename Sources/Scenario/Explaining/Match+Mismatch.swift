import Core
import HTTPMessages
import Matching

extension Match {
    /// The first part that does not hold, in words; nil when all do.
    func mismatch(_ subject: Subject) -> String? {
        if !providers.contains(ProviderSet(subject.provider)) { return "`provider` is \(subject.provider.rawValue)" }
        for (key, globs, text) in [
            ("model", models, subject.model), ("account", accounts, subject.account),
            ("job_id", jobs, subject.job?.id), ("path", paths, subject.request.path),
        ] {
            guard let globs, !globs.contains(where: { glob in text.map { glob.matches($0) } ?? false }) else {
                continue
            }
            let wanted = globs.map(\.pattern).joined(separator: ", ")
            return text.map { "`\(key)` is \($0), which \(wanted) does not match" } ?? "there is no `\(key)`"
        }
        if let methods, !methods.contains(subject.request.method) { return "`method` is \(subject.request.method)" }
        if let modalities, !(subject.modality.map(modalities.contains) ?? false) {
            return subject.modality.map { "`modality` is \($0.rawValue)" } ?? "there is no `modality`"
        }
        for condition in conditions where !condition.matcher.accepts(condition.sight.value(in: subject)) {
            return condition.mismatch(subject)
        }
        if !alternatives.isEmpty, !alternatives.contains(where: { $0.accepts(subject) }) {
            return "nothing of `any_of` holds"
        }
        return nil
    }
}

extension Match.Condition {
    fileprivate func mismatch(_ subject: Subject) -> String {
        let value = sight.value(in: subject)
        guard !value.isAbsent else { return "there is no `\(sight.name)`" }
        let gaveUp = matcher.outcome(for: value) == .limitReached
        return gaveUp
            ? "the regular expression for `\(sight.name)` took too many steps, which counts as no match"
            : "`\(sight.name)` is \(value.spelling.map { shortened($0) } ?? "of another kind"), which does not fit"
    }
}

extension Match.Condition.Sight {
    fileprivate var name: String {
        switch self {
        case .prompt: "prompt"
        case .header(let name): "header.\(name)"
        case .query(let name): "query.\(name)"
        case .body(let path): "body.\(path.text)"
        case .jobStatus: "job.status"
        case .jobAge: "job.age"
        case .jobPolls: "job.polls"
        case .attempt: "attempt"
        }
    }
}
