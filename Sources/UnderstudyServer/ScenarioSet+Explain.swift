import Scenario

extension ScenarioSet {
    /// What the rules of the scenario that plays say about a request, a line for each rule.
    ///
    /// - Parameter request: `key=value`, by the keys of `match`.
    public func explain(_ request: [String]) throws(Failure) -> String {
        var fields: [(key: String, value: String)] = []
        for pair in request {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw Failure(description: "understudy: --request takes key=value, not `\(pair)`.")
            }
            fields.append((key: String(parts[0]), value: String(parts[1])))
        }
        do {
            let sketch = try RequestSketch(fields)
            return playing.explain(sketch.subject, at: sketch.at ?? .zero).text
        } catch {
            let words = "\(error)"
            throw Failure(
                description: "understudy: the request cannot be explained: \(words)\(words.hasSuffix("?") ? "" : ".")")
        }
    }
}
