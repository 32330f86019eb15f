import Documents
import HTTPMessages
import Testing
import UnderstudyTesting

/// Equal tags stand for equal bytes, also where a rule makes the file.
@Suite struct EntityTagTests {
    private let create =
        "{\"model\":\"seedream-5-lite\",\"prompt\":\"a boat\",\"output_format\":\"png\",\"resolution\":\"1K\"}"

    private func tags(_ effect: String, _ body: (String?, String?) -> Void) throws {
        let scenario = """
            understudy: 1
            name: tags
            clock: { mode: manual }
            pace: instant
            rules: [{ name: first, on: download, when: { times: 1 }, then: { asset: \(effect) } }]
            """
        try withUnderstudy(.inProcess, scenario: scenario) { server throws in
            let created = try server.post("/getimg/v2/images/generations", key: "sk_a", create)
            let link = try #require(created.json["data"]?.array?.first?["url"]?.string)
            body(try server.fetch(link).headers["etag"], try server.fetch(link).headers["etag"])
        }
    }

    @Test(arguments: ["{ bytes: 1000 }", "{ bytes: 40MB }", "{ size: clamp }", "{ etag: each_time }"])
    func `a file that a rule makes another one has another tag`(effect: String) throws {
        try tags(effect) { #expect($0 != nil && $0 != $1) }
    }

    @Test(arguments: ["{ corrupt: flip }", "{ content_type: text/html }"])
    func `a file that is spoilt does not tell`(effect: String) throws {
        try tags(effect) { #expect($0 != nil && $0 == $1) }
    }
}
