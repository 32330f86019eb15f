import DialectKit
import Documents
import Scenario

/// What a list of the control API is asked for: which of its items, in what order, and how many at once. It is the same for every list.
///
///     ?provider=getimg&after=40&limit=20&order=newest
///
/// A filter that comes twice takes what either of its values takes; filters of different names must all hold.
struct ListQuery<Item, Position: ListPosition>: Sendable {
    enum Order: String, CaseIterable, Sendable {
        case oldest, newest
    }

    /// Items of a page when nothing is said, and at most [chosen].
    static var standardLimit: Int { 100 }
    static var mostItems: Int { 1_000 }

    /// The page begins behind that position, in its order; nil: at the beginning.
    private(set) var after: Position?
    private(set) var limit = Self.standardLimit
    private(set) var order = Order.oldest
    /// The words that were chosen, by the names of the options.
    private(set) var options: [String: String] = [:]
    /// Of each filter the conditions that its values are; one of them must hold.
    private var conditions: [(name: String, any: [@Sendable (Item) -> Bool])] = []

    /// - Parameters:
    ///   - query: as it stands in the address.
    ///   - filters: those that the list has.
    ///   - options: what else can be chosen.
    init(_ query: String, _ filters: [ListFilter<Item>], options: [ListOption] = []) throws(RequestProblem) {
        for option in options { self.options[option.name] = option.words[0] }
        var once: Set<String> = []
        for (name, value) in queryValues(query) {
            if let filter = filters.first(where: { $0.takes(name) }) {
                add(try filter.condition(of: name, value), of: name)
                continue
            }
            let isKnown = try choose(name, value, options)
            guard isKnown else { throw Self.unknown(name, filters, options) }
            guard once.insert(name).inserted else { throw RequestProblem("`\(name)` comes twice.") }
        }
    }

    private static func unknown(
        _ name: String, _ filters: [ListFilter<Item>], _ options: [ListOption]
    ) -> RequestProblem {
        let names = ["after", "limit", "order"] + options.map(\.name) + filters.map(\.shownName)
        // Of a name such as `haeder.x` the family is what can be meant.
        let family = name.firstIndex(of: ".").map { String(name[...$0]) } ?? name
        let near = Suggestion.nearest(to: family, in: filters.map(\.name) + names.filter { !$0.hasSuffix("…") })
        let shown = near.map { near in filters.first { $0.name == near }?.shownName ?? near }
        let meant = shown.map { " Did you mean `\($0)`?" } ?? ""
        return RequestProblem("Unknown parameter `\(name)`; there are \(names.joined(separator: ", ")).\(meant)")
    }

    private mutating func add(_ condition: @escaping @Sendable (Item) -> Bool, of name: String) {
        if let place = conditions.firstIndex(where: { $0.name == name }) {
            conditions[place].any.append(condition)
        } else {
            conditions.append((name, [condition]))
        }
    }

    /// False where the name is none of those that say how a list is told.
    private mutating func choose(
        _ name: String, _ value: String, _ choices: [ListOption]
    ) throws(RequestProblem) -> Bool {
        switch name {
        case "after":
            guard let position = Position(after: value) else {
                throw RequestProblem("`after` must be \(Position.rule), not `\(value)`.")
            }
            after = position
        case "limit":
            guard let number = plainInteger(value), number > 0 else {
                throw RequestProblem("`limit` must be a whole number of at least 1, not `\(value)`.")
            }
            limit = min(number, Self.mostItems)
        case "order":
            let word = try RequestProblem.word(value, of: name, Order.allCases.map(\.rawValue))
            order = Order(rawValue: word) ?? .oldest
        default:
            guard let option = choices.first(where: { $0.name == name }) else { return false }
            options[name] = try RequestProblem.word(value, of: name, option.words)
        }
        return true
    }

    func passes(_ item: Item) -> Bool {
        conditions.allSatisfy { $0.any.contains { $0(item) } }
    }

    /// - Parameters:
    ///   - items: all there are, in the order of their positions.
    ///   - position: of an item; each has its own.
    func page(
        of items: some BidirectionalCollection<Item>, by position: (Item) -> Position
    ) -> ListPage<Item, Position> {
        switch order {
        case .oldest: page(items, by: position) { $0 > $1 }
        case .newest: page(items.reversed(), by: position) { $0 < $1 }
        }
    }

    private func page(
        _ items: some Sequence<Item>, by position: (Item) -> Position, _ isBehind: (Position, Position) -> Bool
    ) -> ListPage<Item, Position> {
        var page = ListPage<Item, Position>()
        var last: Position?
        for item in items {
            let place = position(item)
            guard after.map({ isBehind(place, $0) }) ?? true, passes(item) else { continue }
            page.matching += 1
            guard page.items.count < limit else { continue }
            page.items.append(item)
            last = place
        }
        page.next = page.matching > page.items.count ? last : nil
        return page
    }
}

/// A part of a list, as it was asked for.
struct ListPage<Item, Position: ListPosition> {
    var items: [Item] = []
    /// How many pass, on this page and those behind it.
    var matching = 0
    /// What `after` must be for the next page; nil: this is the last.
    var next: Position?

    /// `{ total, dropped, matching, next, requests: […] }`.
    ///
    /// - Parameters:
    ///   - total: how many there ever were.
    ///   - dropped: how many of them had to go for others.
    ///   - more: what else there is to tell of the whole list.
    func node(
        _ name: String, total: Int, dropped: Int, _ more: Members = [:], _ node: (Item) -> Node
    ) -> Node {
        let head: Members = [
            "total": Node(.number(Number(total))), "dropped": Node(.number(Number(dropped))),
            "matching": Node(.number(Number(matching))), "next": next?.node ?? nil,
        ]
        let list = [Members.Member(key: name, value: Node(.array(items.map(node))))]
        return Node(.object(Members(Array(head) + Array(more) + list)))
    }
}

/// Where an item stands in its list. A page begins behind one, whether that item is still there or not.
protocol ListPosition: Comparable, Sendable {
    /// nil when the text is none.
    init?(after text: String)
    /// What a text must be to be one.
    static var rule: String { get }
    var node: Node { get }
}

extension Int: ListPosition {
    init?(after text: String) {
        guard let number = plainInteger(text) else { return nil }
        self = number
    }

    static var rule: String { "a whole number of at least 0" }
    var node: Node { Node(.number(Number(self))) }
}

extension String: ListPosition {
    init?(after text: String) { self = text }

    static var rule: String { "a name" }
    var node: Node { Node(.string(self)) }
}
