import HTTPMessages
import Matching

extension MatchKey {
    static let method = MatchKey(
        "method", form.shape, "the HTTP method", describe: { subject, text, _ in subject.request.method = text },
        add: { entry, match in
            let methods = form.value(entry.value) ?? []
            match.conditions.append(
                Condition(entry, found: { .text($0.request.method) }) { subject in
                    MatchOutcome(methods.contains(subject.request.method))
                } mismatch: { subject in
                    "`\(entry.key)` is \(subject.request.method)"
                })
        })

    private static let form = Form.oneOrMany(Form.text(.httpMethod))
}
