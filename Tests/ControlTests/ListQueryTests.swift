import Documents
import Testing

@testable import Control

/// What every list of the control API has in common.
@Suite struct ListQueryTests {
    private struct Fruit: Sendable {
        let number: Int
        let name: String
        var colour: String?
        var isRipe = false
    }

    private static let fruits = [
        Fruit(number: 3, name: "apple", colour: "red"), Fruit(number: 4, name: "pear", isRipe: true),
        Fruit(number: 5, name: "plum", colour: "blue"), Fruit(number: 7, name: "cherry", colour: "red", isRipe: true),
    ]

    private static let filters: [ListFilter<Fruit>] = [
        .glob("name", \.name), .text("colour", \.colour), .flag("ripe", \.isRipe), .number("number", \.number),
        .word("kind", ["stone", "pome"]) { $0.name.hasPrefix("p") ? "stone" : "pome" },
        ListFilter("part.") { rest, value in { _ in rest == value } },
    ]

    private func read(_ query: String) throws(RequestProblem) -> ListQuery<Fruit, Int> {
        try ListQuery(query, Self.filters, options: [ListOption(name: "format", words: ["json", "har"])])
    }

    private func page(_ query: String) throws -> ListPage<Fruit, Int> {
        try read(query).page(of: Self.fruits, by: \.number)
    }

    @Test(arguments: [
        ("", [3, 4, 5, 7]), ("colour=red", [3, 7]), ("colour=red&ripe=true", [7]),
        ("colour=red&colour=blue", [3, 5, 7]),
        ("colour=", [4]), ("name=p*", [4, 5]), ("name=p*&order=newest", [5, 4]), ("number=5", [5]),
        ("kind=pome", [3, 7]),
        ("after=4", [5, 7]), ("after=6", [7]), ("after=6&order=newest", [5, 4, 3]), ("after=9", []),
        ("part.x=x", [3, 4, 5, 7]), ("part.x=y", []),
    ])
    func `filters narrow, and a page begins behind a number`(query: String, numbers: [Int]) throws {
        let page = try page(query)
        #expect(page.items.map(\.number) == numbers)
        #expect(page.matching == numbers.count)
        #expect(page.next == nil)
    }

    @Test(arguments: ["", "&order=newest"])
    func `pages one behind the other give each item once`(order: String) throws {
        var seen: [Int] = []
        var page = try page("limit=1" + order)
        seen += page.items.map(\.number)
        while let next = page.next {
            page = try self.page("limit=1&after=\(next)" + order)
            seen += page.items.map(\.number)
        }
        #expect(seen == (order.isEmpty ? [3, 4, 5, 7] : [7, 5, 4, 3]))
    }

    @Test func `names are positions too`() throws {
        let query = try ListQuery<Fruit, String>("after=b&limit=1", Self.filters)
        let page = query.page(of: Self.fruits.sorted { $0.name < $1.name }, by: \.name)
        #expect(page.items.map(\.name) == ["cherry"])
        #expect(page.next == "cherry")
    }

    @Test func `no page is longer than a thousand`() throws {
        let fruits = (1...1_500).map { Fruit(number: $0, name: "fig") }
        let page = try read("limit=5000").page(of: fruits, by: \.number)
        #expect(page.items.count == 1_000)
        #expect(page.matching == 1_500)
        #expect(page.next == 1_000)
    }

    @Test func `an option has its first word until another is chosen`() throws {
        #expect(try read("").options["format"] == "json")
        #expect(try read("format=har").options["format"] == "har")
    }

    @Test(arguments: [
        ("limit=0", "`limit` must be a whole number of at least 1, not `0`."),
        ("after=-1", "`after` must be a whole number of at least 0, not `-1`."),
        ("order=newst", "`order` must be one of oldest, newest, not `newst`. Did you mean `newest`?"),
        ("format=xml", "`format` must be one of json, har, not `xml`."),
        ("ripe=yes", "`ripe` must be one of true, false, not `yes`."),
        ("number=many", "`number` must be a whole number, not `many`."),
        ("limit=1&limit=2", "`limit` comes twice."),
        (
            "color=red",
            """
            Unknown parameter `color`; there are after, limit, order, format, name, colour, ripe, number, kind, part.…. \
            Did you mean `colour`?
            """
        ),
    ])
    func `what a list cannot be asked for is told in words`(query: String, words: String) {
        #expect(throws: RequestProblem.self) { try read(query) }
        do {
            _ = try read(query)
        } catch {
            #expect(error.message == words)
        }
    }

    @Test func `a page tells how many there are and where the next begins`() throws {
        let node = try page("limit=1&ripe=true").node("fruits", total: 9, dropped: 2, ["basket": 1]) {
            Node(.string($0.name))
        }
        #expect(node == ["total": 9, "dropped": 2, "matching": 2, "next": 4, "basket": 1, "fruits": ["pear"]])
    }
}
