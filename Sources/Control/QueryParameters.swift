import DialectKit
import HTTPMessages
import Scenario

/// The parameters of a route, each once: what is unknown or wrong is told in words.
struct QueryParameters: Sendable {
    /// Items of a page when nothing is said, and at most [chosen].
    static let standardLimit = 100
    static let mostItems = 1_000

    private let values: [String: String]

    init(_ query: String, _ known: [String]) throws(RequestProblem) {
        var values: [String: String] = [:]
        for (name, value) in queryValues(query) {
            guard known.contains(name) else {
                let meant = Suggestion.nearest(to: name, in: known).map { " Did you mean `\($0)`?" } ?? ""
                let list = known.isEmpty ? "there is none" : "there are \(known.joined(separator: ", "))"
                throw RequestProblem("Unknown parameter `\(name)`; \(list).\(meant)")
            }
            guard values.updateValue(value, forKey: name) == nil else {
                throw RequestProblem("`\(name)` comes twice.")
            }
        }
        self.values = values
    }

    subscript(name: String) -> String? { values[name] }

    /// Which items come on the page.
    func limit(atMost most: Int = Self.mostItems) throws(RequestProblem) -> Int {
        min(try number("limit", least: 1) ?? min(Self.standardLimit, most), most)
    }

    func number(_ name: String, least: Int = 0) throws(RequestProblem) -> Int? {
        guard let value = values[name] else { return nil }
        guard let number = plainInteger(value), number >= least else {
            throw RequestProblem("`\(name)` must be a whole number of at least \(least), not `\(value)`.")
        }
        return number
    }

    func word<Word: RawRepresentable & CaseIterable>(
        _ name: String, _ type: Word.Type
    ) throws(RequestProblem) -> Word? where Word.RawValue == String {
        guard let value = values[name] else { return nil }
        if let word = Word(rawValue: value) { return word }
        _ = try RequestProblem.word(value, of: name, Word.allCases.map(\.rawValue))
        return nil
    }
}
