import Matching

extension MatchKey {
    static let attempt = MatchKey(
        "attempt", .count, "how often this very request was seen before, plus 1",
        describe: { subject, text, key throws(RequestSketch.Failure) in
            subject.attempt = try RequestSketch.number(text, key)
        },
        value: { Value($0.attempt) })
}
