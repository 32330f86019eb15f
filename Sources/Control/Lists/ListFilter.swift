import DialectKit
import HTTPMessages
import Matching
import Scenario

/// A parameter by which a list is narrowed. A list has a table of them, with one line for each.
struct ListFilter<Item>: Sendable {
    typealias Condition = @Sendable (Item) -> Bool
    /// Of what stands behind a family's name, and of the value.
    typealias Read = @Sendable (_ rest: String, _ value: String) throws(RequestProblem) -> Condition

    /// `status`; of a family what its parameters begin with: `header.`
    let name: String
    private let read: Read

    init(_ name: String, read: @escaping Read) {
        self.name = name
        self.read = read
    }

    private var isFamily: Bool { name.hasSuffix(".") }

    var shownName: String { isFamily ? name + "…" : name }

    func takes(_ parameter: String) -> Bool {
        isFamily ? parameter.hasPrefix(name) && parameter != name : parameter == name
    }

    func condition(of parameter: String, _ value: String) throws(RequestProblem) -> Condition {
        try read(String(parameter.dropFirst(name.count)), value)
    }
}

extension ListFilter {
    /// Takes items with that very text; an empty value takes those without one.
    static func text(_ name: String, _ text: @escaping @Sendable (Item) -> String?) -> ListFilter {
        ListFilter(name) { _, value in { (text($0) ?? "") == value } }
    }

    /// Takes items with that word, which must be one of those.
    static func word(
        _ name: String, _ words: [String], _ word: @escaping @Sendable (Item) -> String?
    ) -> ListFilter {
        ListFilter(name) { _, value throws(RequestProblem) in
            let wanted = try RequestProblem.word(value, of: name, words)
            return { word($0) == wanted }
        }
    }

    /// Takes items whose text fits a glob; an empty value takes those without one.
    static func glob(_ name: String, _ text: @escaping @Sendable (Item) -> String?) -> ListFilter {
        globs(name) { item in text(item).map { [$0] } ?? [] }
    }

    /// Takes items of whose texts one fits a glob; an empty value takes those without any.
    static func globs(_ name: String, _ texts: @escaping @Sendable (Item) -> [String]) -> ListFilter {
        ListFilter(name) { _, value in
            if value.isEmpty { return { texts($0).isEmpty } }
            let glob = Glob(value)
            return { texts($0).contains(where: glob.matches) }
        }
    }

    /// Takes items with that number.
    static func number(_ name: String, _ number: @escaping @Sendable (Item) -> Int?) -> ListFilter {
        ListFilter(name) { _, value throws(RequestProblem) in
            guard let wanted = plainInteger(value) else {
                throw RequestProblem("`\(name)` must be a whole number, not `\(value)`.")
            }
            return { number($0) == wanted }
        }
    }

    /// `true` or `false`.
    static func flag(_ name: String, _ flag: @escaping @Sendable (Item) -> Bool) -> ListFilter {
        ListFilter(name) { _, value throws(RequestProblem) in
            let wanted = try RequestProblem.word(value, of: name, ["true", "false"]) == "true"
            return { flag($0) == wanted }
        }
    }
}

/// What else can be chosen for a list: `format=json|ndjson`.
struct ListOption: Sendable {
    let name: String
    /// The first stands where nothing is said.
    let words: [String]
}
