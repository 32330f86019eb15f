import Core
import Foundation
import Testing

@testable import Scenario

@Suite struct KeyTests {
    /// A key stands in as many declarations as there are tables that have it, or in fewer where tables share one.
    @Test func `every key of the language is typed once`() throws {
        let declared = try Self.declared()
        let tables = Self.tables()
        let given = Set(
            vocabulary.providers.values.flatMap { $0.settings.map(\.name) } + Provider.allCases.map(\.rawValue))
        let keys = Set(tables.flatMap(\.keys)).subtracting(given)
        #expect(keys.count > 150)
        for key in keys.sorted() {
            let times = declared[key] ?? 0
            #expect((1...tables.count { $0.keys.contains(key) }).contains(times), "\(key) is declared \(times) times")
        }
    }

    /// Keys that are ordinary words may stand for other things too; these cannot.
    @Test func `a key of two words stands in its declaration and nowhere else`() throws {
        let declared = try Self.declared()
        for key in declared.keys.sorted() where key.contains("_") || key.contains(".") {
            let times = try Self.code().components(separatedBy: "\"\(key)\"").count - 1
            #expect(times == declared[key], "\(key) stands in quotation marks \(times) times")
        }
    }

    @Test func `what was read is asked by keys and never by texts`() throws {
        let asked = try Self.code().matches(of: /\w*[\w)\]?!]\["[^"]+"\]|entry\((?:named: )?"/).map { String($0.0) }
        #expect(asked.filter { !$0.hasPrefix("headers[") } == [])
    }

    @Test func `each aspect decides something of its own, and the faults that end an exchange the same`() {
        let all = Aspect.inOrder.map { ($0, $0.slot) }
        let faults = Set(all.filter(\.0.isWireFault).map(\.1))
        let others = all.filter { !$0.0.isWireFault }.map(\.1)
        #expect(faults.count == 1 && Set(others).count == others.count && faults.isDisjoint(with: others))
        #expect(all.allSatisfy { $0.1.rawValue.nonzeroBitCount == 1 })
        #expect(Set(Aspect.inOrder.map(\.name)).count == all.count)
    }

    @Test func `every key of a match is asked once`() {
        let asked = MatchKey.askedFirst + MatchKey.askedAsWritten + MatchKey.askedLast
        #expect(asked.map(\.name).sorted() == MatchKey.inOrder.map(\.name).sorted())
    }

    @Test func `every key of a match describes a request, but the one of alternatives`() {
        let silent = MatchKey.inOrder.filter { $0.describe == nil }.map(\.name)
        #expect(silent == [MatchKey.anyOf.name])
        #expect((RequestSketch.keys.map(\.name) + silent).sorted() == MatchKey.inOrder.map(\.name).sorted())
    }

    private struct Keys: Hashable {
        var title: String
        var keys: [String]
    }

    private static func tables() -> Set<Keys> {
        let grammar = Grammar(vocabulary)
        var tables: Set<Keys> = []
        var waiting =
            [
                grammar.file, .table(grammar.match), DrawnDuration.forms, DrawnDuration.waitForms,
                .table(SandboxKeys.table),
            ]
            + MatcherKind.allCases.map { grammar.matcher($0) }
        while let shape = waiting.popLast() {
            switch shape {
            case .table(let table):
                let prefixes = table.families.map(\.prefix).filter { !$0.isEmpty }
                tables.insert(Keys(title: table.title, keys: table.keys.map(\.name) + prefixes))
                waiting += table.keys.map(\.shape) + table.families.map(\.shape)
            case .list(let element, _), .oneOrMany(let element), .mapping(_, let element): waiting.append(element)
            case .either(let shapes): waiting += shapes
            case .scalar, .word, .document, .null, .definition: break
            }
        }
        return tables
    }

    /// How often each text is declared as a key.
    private static func declared() throws -> [String: Int] {
        let form = /\b(?:Field(?:<[^()"]+>)?|Aspect|MatchKey|MatchFamily|Operator|Check)\(\s*(?:\w+: )?"([^"]+)"/
        return try code().matches(of: form).reduce(into: [:]) { $0[String($1.1), default: 0] += 1 }
    }

    /// All of the room but its comments.
    private static func code() throws -> String {
        let folder = root.appendingPathComponent("Sources/Scenario")
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        try #require(files.count > 50)
        let texts = try files.sorted().map {
            try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8)
        }
        let lines = texts.joined(separator: "\n").split(separator: "\n")
        return lines.filter { !$0.drop(while: \.isWhitespace).hasPrefix("//") }.joined(separator: "\n")
    }
}
