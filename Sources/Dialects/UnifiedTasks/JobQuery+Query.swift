import Core
import DialectKit

extension JobQuery {
    /// `limit` 1 to 100 (20), `offset` (0), `status`, `model`; others are ignored. An empty value is one like any
    /// other. Source: unified-tasks.md §4.6 [chosen].
    init(_ query: [(name: String, value: String)]) throws(Rejection) {
        self.init(limit: 20)
        for (name, value) in query {
            switch name {
            case "limit":
                guard let number = plainInteger(value), (1...100).contains(number) else {
                    throw Rejection(invalid: name, "between 1 and 100")
                }
                limit = number
            case "offset":
                guard let number = plainInteger(value) else { throw Rejection(invalid: name, "a whole number from 0") }
                offset = number
            case "status":
                let states: [Job.State] = [.queued, .running, .completed, .failed]
                guard let known = states.first(where: { $0.word == value }) else {
                    throw Rejection(invalid: name, "one of \(states.map(\.word).joined(separator: ", "))")
                }
                state = known
            case "model": model = value
            default: break
            }
        }
    }
}

extension Rejection {
    /// The words of unified-tasks.md §5.3 for a value that is not taken.
    init(invalid name: String, _ demand: String) {
        self.init(
            Refusal(.invalidInput, message: "Invalid value for \(name): must be \(demand)", param: name), at: .fields)
    }
}
