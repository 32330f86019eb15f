import Matching

extension MatchKey {
    static let prompt = MatchKey(
        "prompt", .text, "the prompt",
        describe: { subject, text, _ in subject.prompt = text },
        value: { Value($0.prompt) })
}
