import Documents
import HTTPMessages
import Testing
import Time

@testable import Journal

/// What is covered before an entry is made.
@Suite struct SecretCoverTests {
    private func shown(
        query: String = "", headers: Headers = [:], body: String = "", known: Set<String> = []
    ) -> String {
        var journal = Journal()
        let request = Request(method: "POST", path: "/x", query: query, headers: headers, body: Array(body.utf8))
        _ = journal.append(
            EntryDraft(
                at: .zero, time: Timestamp(nanoseconds: 0), provider: "getimg", step: nil, account: nil, model: nil,
                job: nil, request: request, cover: SecretCover(known: known)))
        return String(decoding: journal.entries[0].node.json(), as: UTF8.self)
    }

    @Test(arguments: [
        "Authorization", "Proxy-Authorization", "Cookie", "X-API-Key", "apikey", "X-Auth-Token", "x-goog-api-key",
        "xi-api-key", "fal-key", "Private-Token", "X-Amz-Security-Token", "X-Understudy-Token", "Client-Secret",
    ])
    func `a header whose name says so is covered`(name: String) {
        #expect(!shown(headers: [name: "sk_very-hidden"]).contains("hidden"))
        let credential = shown(headers: [name: "Basic very-hidden"])
        #expect(!credential.contains("hidden"))
        #expect(credential.contains("Basic ***"), "the scheme is often what is wrong")
    }

    @Test(arguments: [
        ("Cookie", "a=very-hidden; b=2"), ("Authorization", "sk_hidden of mine"), ("X-API-Key", "hidden key"),
        ("Authorization", "hidden"),
    ])
    func `what stands in front of a blank is shown only when it is a scheme`(name: String, value: String) {
        #expect(!shown(headers: [name: value]).contains("hidden"))
    }

    @Test(arguments: ["api_key", "token", "sig", "password", "access_token", "X-Amz-Signature", "clientSecret"])
    func `a parameter or a member whose name says so is covered`(name: String) {
        let query = shown(query: "a=1&\(name)=very-hidden&b=2")
        #expect(!query.contains("hidden"))
        #expect(query.contains("a=1&\(name)=***&b=2"))
        for value in [#""very-hidden""#, #"{ "value": "very-hidden" }"#, #"["very-hidden"]"#] {
            let body = shown(body: #"{"prompt":"kite","options":{"\#(name)":\#(value)}}"#)
            #expect(!body.contains("hidden"), "\(value)")
            #expect(body.contains("kite"))
        }
    }

    @Test(arguments: [
        "max_tokens", "prompt_tokens", "keyterms", "keyframes", "Idempotency-Key", "sec-websocket-key", "key_frame",
        "design", "monkey", "author", "signal", "passage", "secondary", "tokenizer",
    ])
    func `a name that only looks like one stays`(name: String) {
        #expect(shown(query: "\(name)=seen").contains("=seen"))
        #expect(shown(headers: [name: "seen"]).contains("seen"))
        #expect(shown(body: #"{"\#(name)":"seen"}"#).contains("seen"))
    }

    @Test func `addresses lose user names, secret parameters and, where they are a receiver's, all values`() {
        let body = """
            {"image_url":"https://user:hidden@a.example/b.png?sig=hidden&width=10",
             "callback_url":"https://b.example/hook?customer=hidden",
             "mask":"data:image/png;base64,aGlkZGVu"}
            """
        let text = shown(body: body)
        for secret in ["hidden", "aGlkZGVu"] { #expect(!text.contains(secret)) }
        for part in ["https://***@a.example/b.png?sig=***&width=10", "hook?customer=***", "data:image/png;base64,***"] {
            #expect(text.contains(part))
        }
    }

    @Test func `a key of the scenario is covered wherever it stands`() {
        let known: Set = ["ze_known-key"]
        let text = shown(
            query: "note=ze_known-key", headers: ["X-Note": "ze_known-key"], body: #"{"note":["ze_known-key"]}"#,
            known: known)
        #expect(!text.contains("known-key"))
        #expect(shown(query: "note=other", known: known).contains("note=other"))
    }

    @Test func `a body without secrets is kept byte for byte`() {
        #expect(
            SecretCover().covered(Request(method: "POST", path: "/", body: Array(#"{ "a" : 1.50 }"#.utf8)), body: nil)
                == nil)
    }
}
