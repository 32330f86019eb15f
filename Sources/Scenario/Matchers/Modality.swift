import Core
import Matching

extension MatchKey {
    static let modality = MatchKey(
        "modality", form.shape, "what is made",
        describe: { subject, text, key throws(RequestSketch.Failure) in
            subject.modality = try RequestSketch.word(text, key)
        },
        add: { entry, match in
            let modalities = form.value(entry.value) ?? []
            match.conditions.append(
                Condition(entry, found: { Value($0.modality?.rawValue) }) { subject in
                    MatchOutcome(subject.modality.map(modalities.contains) ?? false)
                } mismatch: { subject in
                    subject.modality.map { "`\(entry.key)` is \($0.rawValue)" } ?? "there is no `\(entry.key)`"
                })
        })

    private static let form = Form.oneOrMany(Form<Modality>.words("modality"))
}
