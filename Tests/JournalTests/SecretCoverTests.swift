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
        entry(
            Request(method: "POST", path: "/x", query: query, headers: headers, body: Array(body.utf8)), known: known)
    }

    private func shown(answer body: String, headers: Headers = [:]) -> String {
        entry(
            Request(method: "GET", path: "/x"),
            AnswerDraft(status: 200, headers: headers, body: Array(body.utf8), at: .zero))
    }

    private func draft(_ request: Request, _ answer: AnswerDraft? = nil, known: Set<String> = []) -> EntryDraft {
        EntryDraft(
            at: .zero, time: Timestamp(nanoseconds: 0), provider: "getimg", step: nil, account: nil, model: nil,
            job: nil, request: request, cover: SecretCover(known: known), answer: answer)
    }

    private func entry(_ request: Request, _ answer: AnswerDraft? = nil, known: Set<String> = []) -> String {
        var journal = Journal()
        _ = journal.append(draft(request, answer, known: known))
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

    @Test(arguments: [
        "api_key", "token", "sig", "password", "a[token]", "api_keys", "access_token", "X-Amz-Signature",
        "clientSecret",
    ])
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
             "mask":" data:image/png;base64,aGlkZGVu"}
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

    @Test func `a key of the scenario is covered in a path, and in what the server answers`() {
        let known: Set = ["ze_known-key"]
        let request = Request(method: "GET", path: "/v1/keys/ze_known-key/usage")
        #expect(entry(request, known: known).contains("/v1/keys/***/usage"))
        #expect(entry(Request(method: "GET", path: "/v1/keys/ze_known-kei"), known: known).contains("ze_known-kei"))
        var journal = Journal()
        journal.learn(known)
        let answer = AnswerDraft(
            status: 200, headers: ["X-Echo": "ze_known-key"], body: Array(#"{"key":"ze_known-key"}"#.utf8), at: .zero)
        _ = journal.append(draft(Request(method: "GET", path: "/"), answer))
        #expect(!String(decoding: journal.entries[0].node.json(), as: UTF8.self).contains("known-key"))
    }

    @Test func `the key that a request comes with is covered in the rest of it`() {
        let cover = SecretCover().knowing("sk_mine-alone")
        let request = Request(
            method: "POST", path: "/x/sk_mine-alone", query: "note=sk_mine-alone",
            body: Array(#"{"note":"sk_mine-alone","other":"kept"}"#.utf8))
        let covered = cover.covered(request, body: nil)
        #expect(covered?.path == "/x/***" && covered?.query == "note=***")
        #expect(String(decoding: covered?.bytes ?? [], as: UTF8.self) == #"{"note":"***","other":"kept"}"#)
    }

    @Test(arguments: [
        ("postgres://me:hidden@db.example/x", "postgres://***@db.example/x"),
        ("look at https://me:hidden@a.example/b, please", "look at https://***@a.example/b, please"),
        ("ftp://hidden@a.example and s3://b.example/c@d", "ftp://***@a.example and s3://b.example/c@d"),
    ])
    func `user names and passwords in addresses are covered, whatever the scheme and wherever they stand`(
        text: String, covered: String
    ) {
        #expect(shown(body: #"{"prompt":"\#(text)"}"#).contains(#""prompt":"\#(covered)""#))
        #expect(shown(headers: ["X-Note": text]).contains(covered))
    }

    @Test func `of a data URL kind, size and hash are kept, so that equal pictures are seen to be equal`() throws {
        func kept(_ data: String) throws -> String {
            let text = shown(body: #"{"image":"data:\#(data)"}"#)
            let start = try #require(text.firstRange(of: "data:"))
            return String(text[start.lowerBound...].prefix { $0 != "\"" })
        }
        let picture = try kept("image/png;base64,aGlkZGVu")
        #expect(picture.hasPrefix("data:image/png;base64,*** (6 bytes, xxh3 ") && picture.hasSuffix(")"))
        #expect(try picture == kept("image/png;base64,aGlkZGVu"))
        #expect(try picture != kept("image/png;base64,aGlkZGVv"))
        #expect(try kept("image/png;base64,aGlkZGU=").contains("(5 bytes, "))
        #expect(try kept("text/plain,hidden").hasPrefix("data:text/plain,*** (6 bytes, "))
    }

    @Test(arguments: [
        #"{"prompt":"kite","options":{"api_key":"very-hidden","seed":1"#,
        #"{"api_key" : "very-hidden" "prompt":"kite"}"#,
        #"{"token":"very-hidden","password":"very-hidden","api_key":"very-hidden","prompt":"kite",}"#,
        #"{"api_key":{"value":["very-hidden"]},"prompt":"kite",}"#, #"{"api_keys":["very-hidden"],"prompt":"kite",}"#,
        #"{"api_key":very-hidden, "prompt":"kite"}"#, #"{"prompt":"kite","note":"ze_very-hidden",}"#,
        #"{"prompt":"kite","callback_url":"https://a.example/hook?very-hidden"#,
        #"{"prompt":"kite","image_url":"https://me:very-hidden@a.example/b.png",}"#,
        #"{"prompt":"kite","token":"very-hidden"#,
        #"prompt kite, ze_very-hidden"#, #"{"prompt": "5" kite", "client_secret": "very-hidden"}"#,
        #"{"text": "{\"prompt\":\"kite\",\"api_key\":\"very-hidden\"}", "#,
    ])
    func `a broken text is kept as it came but for its secrets`(body: String) {
        let text = shown(body: body, known: ["ze_very-hidden"])
        #expect(!text.contains("hidden"))
        let form: Headers = ["Content-Type": "application/x-www-form-urlencoded"]
        if body.hasPrefix("{") {
            #expect(!shown(headers: form, body: body, known: ["ze_very-hidden"]).contains("hidden"))
        }
        #expect(text.contains("kite") && text.contains("***"))
    }

    @Test(arguments: [
        "{" + String(repeating: #""a":x"#, count: 200_000), #"{""# + String(repeating: #"\""#, count: 500_000),
        String(repeating: #""a":"\"#, count: 200_000), String(repeating: #"" name="token""#, count: 100_000),
        String(repeating: "\" \n", count: 300_000),
    ])
    func `no broken text takes more than a look at each of its bytes`(body: String) {
        let request = Request(method: "POST", path: "/", body: Array(body.utf8))
        let covered = SecretCover(known: ["ze_a"]).covered(request, body: nil, limit: 64 << 10)
        #expect((covered?.bytes.count ?? 0) <= 66 << 10)
    }

    @Test(arguments: ["api%5Fkey=very-hidden", "note=ze%5Fvery-hidden", "client+secret=very-hidden"])
    func `an escape in a query hides no secret from the cover`(query: String) {
        let headers: Headers = ["Content-Type": "application/x-www-form-urlencoded"]
        #expect(!shown(query: query, known: ["ze_very-hidden"]).contains("hidden"))
        #expect(!shown(headers: headers, body: query, known: ["ze_very-hidden"]).contains("hidden"))
    }

    @Test func `of a form the secret parts are covered`() {
        let parts = [("prompt", "kite"), ("api_key", "very-hidden"), ("size", "1024x1024")]
        let multipart = parts.map { "--b\r\nContent-Disposition: form-data; name=\"\($0)\"\r\n\r\n\($1)\r\n" }
        let first = shown(
            headers: ["Content-Type": "multipart/form-data; boundary=b"], body: multipart.joined() + "--b--\r\n")
        let pairs = parts.map { "\($0)=\($1)" }.joined(separator: "&")
        let second = shown(headers: ["Content-Type": "application/x-www-form-urlencoded"], body: pairs)
        let bare = shown(
            headers: ["Content-Type": "multipart/form-data; boundary=b"],
            body: (multipart.joined() + "--b--\r\n").replacing("\r\n", with: "\n"))
        for text in [first, second, bare] {
            #expect(!text.contains("hidden"))
            for seen in ["kite", "api_key", "***", "1024x1024"] { #expect(text.contains(seen), "\(seen)") }
        }
    }

    @Test func `the links of an answer lose their signatures`() {
        let link = "http://127.0.0.1:4010/getimg/files/a.png?exp=1&sig=very-hidden"
        let text = shown(
            answer: #"{"data":[{"url":"\#(link)","usage":{"prompt_tokens":3,"image_token":"0.04"}}]}"#,
            headers: ["Location": link, "Content-Type": "application/json"])
        #expect(!text.contains("hidden"))
        #expect(text.contains("exp=1&sig=***") && text.contains("application/json") && text.contains("0.04"))
    }

    @Test func `the events of a stream are shown whole`() {
        let events = "data: {\"type\":\"partial\",\"n\":1}\n\ndata: {\"type\":\"completed\"}\n\ndata: [DONE]\n\n"
        #expect(shown(answer: events).contains("[DONE]"))
    }

    @Test(arguments: [
        ("https://me:pw@a.example/hook?a=1&b", "https://***@a.example/hook?a=***&***"),
        ("https://a.example/hook", "https://a.example/hook"), ("https://a.example/@x?", "https://a.example/@x?"),
    ])
    func `the address of a receiver shows neither user nor query`(url: String, shown: String) {
        #expect(SecretCover.covered(receiver: url) == shown)
    }

    @Test func `a body without secrets is kept byte for byte`() {
        #expect(
            SecretCover().covered(Request(method: "POST", path: "/", body: Array(#"{ "a" : 1.50 }"#.utf8)), body: nil)
                == nil)
    }
}
