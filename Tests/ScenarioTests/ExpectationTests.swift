import Core
import Foundation
import Testing

@testable import Scenario

@Suite struct ExpectationTests {
    @Test func `an option is read whether it is a text or a number to YAML`() throws {
        #expect(try expectation("no_duplicate_creates: { within: 1h30m }").duration("within") == .seconds(5400))
        #expect(try expectation("gives_up: { within: 0 }").duration("within") == .zero)
        #expect(try expectation("spent: { at_most: 1.20 }").money("at_most") == Money(microdollars: 1_200_000))
        #expect(try expectation(#"spent: { at_most: "1.20" }"#).money("at_most") == Money(microdollars: 1_200_000))
        #expect(try expectation("no_secret_leaks: { downloads: allow }").text("downloads") == "allow")
        #expect(try expectation("command: { exit: 0 }").text("exit") == "0")
        #expect(try expectation(#"command: { exit: "0" }"#).text("exit") == "0")
    }

    @Test(arguments: ["gives_up", "gives_up: {}", "gives_up: { match: { provider: getimg } }"])
    func `an option that is not given is nothing`(line: String) throws {
        let bare = try expectation(line)
        #expect(bare.duration("within") == nil && bare.money("at_most") == nil && bare.text("account") == nil)
    }

    @Test func `the page on the language has a line for each check, and for no other`() throws {
        let page = try String(contentsOf: root.appendingPathComponent("docs/language.md"), encoding: .utf8)
        let chapter = try #require(page.components(separatedBy: "\n## 8 ").last?.components(separatedBy: "\n## ").first)
        let lines = chapter.matches(of: /\n\| `(\w+)` \|/).map { String($0.1) }
        #expect(lines.sorted() == checkNames.sorted())
    }
}
