import HTTPMessages
import Scenario

/// What is wrong with the parameters or the body of a request, in words.
struct RequestProblem: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }

    var response: Response { .problem(400, message) }

    /// The word that a parameter has, which must be one of those.
    static func word(_ value: String, of name: String, _ words: [String]) throws(RequestProblem) -> String {
        if words.contains(value) { return value }
        let meant = Suggestion.nearest(to: value, in: words).map { " Did you mean `\($0)`?" } ?? ""
        throw RequestProblem("`\(name)` must be one of \(words.joined(separator: ", ")), not `\(value)`.\(meant)")
    }
}
