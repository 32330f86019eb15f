import Core
import DialectKit
import Documents
import HTTPMessages
import Scenario

/// The parameters of a route, each once: what is unknown or wrong is told in words.
struct SteeringQuery: Sendable {
    struct Failure: Error {
        let message: String

        var response: Response { .problem(400, message) }
    }

    /// Items of a page when nothing is said, and at most [chosen].
    static let standardLimit = 100
    static let mostItems = 1_000

    private let values: [String: String]

    init(_ query: String, _ known: [String]) throws(Failure) {
        var values: [String: String] = [:]
        for (name, value) in queryValues(query) {
            guard known.contains(name) else {
                let meant = Suggestion.nearest(to: name, in: known).map { " Did you mean `\($0)`?" } ?? ""
                let list = known.isEmpty ? "there is none" : "there are \(known.joined(separator: ", "))"
                throw Failure(message: "Unknown parameter `\(name)`; \(list).\(meant)")
            }
            guard values.updateValue(value, forKey: name) == nil else {
                throw Failure(message: "`\(name)` comes twice.")
            }
        }
        self.values = values
    }

    subscript(name: String) -> String? { values[name] }

    /// Which items come on the page.
    func limit(atMost most: Int = Self.mostItems) throws(Failure) -> Int {
        min(try number("limit", least: 1) ?? min(Self.standardLimit, most), most)
    }

    func number(_ name: String, least: Int = 0) throws(Failure) -> Int? {
        guard let value = values[name] else { return nil }
        guard let number = plainInteger(value), number >= least else {
            throw Failure(message: "`\(name)` must be a whole number of at least \(least), not `\(value)`.")
        }
        return number
    }

    func word<Word: RawRepresentable & CaseIterable>(
        _ name: String, _ type: Word.Type
    ) throws(Failure) -> Word? where Word.RawValue == String {
        guard let value = values[name] else { return nil }
        if let word = Word(rawValue: value) { return word }
        let words = Word.allCases.map(\.rawValue)
        let meant = Suggestion.nearest(to: value, in: words).map { " Did you mean `\($0)`?" } ?? ""
        throw Failure(message: "`\(name)` must be one of \(words.joined(separator: ", ")), not `\(value)`.\(meant)")
    }
}

/// The members of a request's body.
enum BodyReading {
    /// - Parameters:
    ///   - example: of a body, for whoever sends none.
    ///   - isOptional: whether nothing at all is as good as `{}`.
    static func members(
        of bytes: [UInt8], example: String, isOptional: Bool = false
    ) throws(SteeringQuery.Failure) -> Members {
        if isOptional, bytes.isEmpty { return [:] }
        let document: JSONReader.Document
        do {
            document = try JSONReader.read(bytes)
        } catch {
            throw .init(
                message:
                    "The body is not JSON: \(error.message) (line \(error.place.line), column \(error.place.column)). \(example)"
            )
        }
        if let twice = document.firstDuplicate { throw .init(message: "The key `\(twice.key)` comes twice.") }
        guard let members = document.root.object else {
            throw .init(message: "The body must be a JSON object. \(example)")
        }
        return members
    }
}

extension Node {
    static func text(_ text: String?) -> Node { text.map { Node(.string($0)) } ?? nil }
    static func number(_ number: Int?) -> Node { number.map { Node(.number(Number($0))) } ?? nil }
    static func flag(_ flag: Bool) -> Node { Node(.bool(flag)) }
    static func list(_ nodes: [Node]) -> Node { Node(.array(nodes)) }
}
