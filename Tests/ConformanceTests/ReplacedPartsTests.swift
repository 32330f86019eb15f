import Foundation
import Testing
import UnderstudyTesting

/// `replace: { prefix, truncated }` acts on every body, also on one that is read piece by piece.
@Suite struct ReplacedPartsTests {
    private func body(under replace: String) throws -> (length: String?, text: String) {
        let rule = "rules: [{ name: r, on: create, then: { replace: { \(replace) } } }]"
        return try withUnderstudy(.overHTTP, scenario: "understudy: 1\nname: s\npace: instant\n\(rule)\n") { server in
            let answer = try server.post(
                "/openrouter/api/v1/images", key: "sk-or-test",
                "{\"model\":\"openai/gpt-image-1\",\"prompt\":\"a boat\",\"quality\":\"low\"}")
            return (answer.headers["content-length"], answer.text)
        }
    }

    @Test func `a picture inside an answer is cut, with the length that is true then`() throws {
        let (length, text) = try body(under: "truncated: 40B")
        #expect(length == "40" && text.utf8.count == 40)
        #expect(text.hasPrefix("{\"created\":"))
    }

    @Test func `white space comes before a picture inside an answer`() throws {
        let (length, text) = try body(under: "prefix: \"  \\n\"")
        #expect(text.hasPrefix("  \n{\"created\":") && text.hasSuffix("}"))
        #expect(length == String(text.utf8.count))
    }
}
