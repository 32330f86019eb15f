import Core
import DialectKit
import Documents
import HTTPMessages
import Testing
import Time

/// Pictures by the chat route: openrouter.md §9.
@Suite struct ChatTests {
    private static let model = "google/gemini-2.5-flash-image"
    private let plan = Plan(queued: .seconds(2), running: .seconds(8))

    private func chat(
        _ fields: String = "", model: String = ChatTests.model,
        messages: String = #"[{"role":"user","content":"a red kite"}]"#
    ) throws -> ParsedRequest {
        try DialectHarness().parse(
            "POST", "/api/v1/chat/completions",
            body: #"{"model":"\#(model)","messages":\#(messages),"modalities":["image","text"]\#(fields)}"#)
    }

    @Test func `a completion has the picture as a data URL beside the words`() throws {
        let harness = try DialectHarness()
        let creation = try #require(try chat().creation)
        let response = harness.answer(creation)
        #expect(response.status == 200)
        #expect(response.headers["X-Generation-Id"] == "gen-5k2m8q4x7c1v5k2m8q4x")
        let beginning = [
            #"{"id":"gen-5k2m8q4x7c1v5k2m8q4x","provider":"Google AI Studio","model":"google/gemini-2.5-flash-image","#,
            #""object":"chat.completion","created":1795176000,"choices":[{"index":0,"logprobs":null,"#,
            #""finish_reason":"stop","native_finish_reason":"stop","message":{"role":"assistant","#,
            #""content":"Here is the image you asked for.","refusal":null,"reasoning":null,"images":[{"#,
            #""type":"image_url","image_url":{"url":"data:image/png;base64,<base64 of file 1>"},"index":0}]}}],"#,
            #""usage":{"prompt_tokens":3,"#,
        ].joined()
        #expect(response.text.hasPrefix(beginning))
    }

    @Test func `a model that does not speak says nothing`() throws {
        let creation = try #require(try chat(model: "bytedance-seed/seedream-4.5").creation)
        #expect(try DialectHarness().answer(creation).text.contains(#""content":"","refusal""#))
    }

    @Test func `the last user's words and every picture shown count`() throws {
        let messages = #"""
            [{"role":"system","content":"be bold"},
             {"role":"user","content":[{"type":"text","text":"a hat"},{"type":"image_url","image_url":{"url":"https://a.test/1.png"}}]},
             {"role":"assistant","content":null,"images":[{"type":"image_url","image_url":{"url":"https://a.test/2.png"},"index":0}]},
             {"role":"user","content":[{"type":"text","text":"a red"},{"type":"text","text":"kite"},{"type":"file"}]}]
            """#
        let parsed = try chat(messages: messages)
        #expect(parsed.creation?.prompt == "a red\nkite")
        #expect(parsed.prompt == "a red\nkite")
        #expect(parsed.creation?.assets.map(\.references) == [2])
    }

    @Test func `image_config says ratio and resolution`() throws {
        let fields = #","image_config":{"aspect_ratio":"16:9","image_size":"2K"}"#
        #expect(try chat(fields, model: "google/gemini-3-pro-image").size == "2736x1536")
    }

    @Test(arguments: [
        ("[]", "", "fields invalidInput messages"),
        (#"[{"role":"system","content":"a"}]"#, "", "fields invalidInput messages"),
        (#"["a"]"#, "", "fields invalidInput messages[0]"),
        (#"[{"content":"a"}]"#, "", "fields invalidInput messages[0].role"),
        (#"[{"role":"user","content":5}]"#, "", "fields invalidInput messages[0].content"),
        (
            #"[{"role":"user","content":[{"type":"image_url","image_url":{"url":"kite"}}]}]"#, "",
            "fields invalidImage messages[0].content[0].image_url.url"
        ),
        (
            #"[{"role":"user","content":"a"}]"#, #","image_config":{"aspect_ratio":"1:7"}"#,
            "fields invalidInput image_config.aspect_ratio"
        ),
        (
            #"[{"role":"user","content":"a"}]"#, #","image_config":{"image_size":"8K"}"#,
            "fields invalidInput image_config.image_size"
        ),
        (#"[{"role":"user","content":"a"}]"#, #","modalities":["text"]"#, "fields invalidInput modalities"),
    ])
    func `a chat that asks for no picture is refused with its field`(
        messages: String, fields: String, trouble: String
    ) throws {
        #expect(try chat(fields, messages: messages).trouble == trouble)
    }

    @Test func `a model that the chat route does not serve names the path that does`() throws {
        let parsed = try chat(model: "openai/gpt-image-2")
        #expect(parsed.trouble == "model modelUnavailable -")
        let harness = try DialectHarness()
        let response = harness.dialect.envelope(try #require(parsed.problem), in: harness.context())
        #expect(response.status == 400)
        let availability = [
            #""code":"wrong_endpoint","retryable":false,"requested_models":["openai/gpt-image-2"],"#,
            #""constraint":{"field":"endpoint","detail":"openai/gpt-image-2 is served at /api/v1/images"}"#,
        ].joined()
        #expect(response.text.contains(availability))
    }

    @Test func `a stream says something, shows the picture, ends, and tells the usage`() throws {
        let creation = try #require(try chat(#","stream":true"#).creation)
        #expect(creation.answer == .streamed)
        let harness = try DialectHarness(["usage": "basic"])
        let stream = try #require(harness.answer(creation, plan: plan).events)
        let texts = stream.events.map { String(decoding: $0.data.flatMap(\.note), as: UTF8.self) }
        let head = [
            #"{"id":"gen-5k2m8q4x7c1v5k2m8q4x","provider":"Google AI Studio","model":"google/gemini-2.5-flash-image","#,
            #""object":"chat.completion.chunk","created":1795176000,"choices":"#,
        ].joined()
        let open = #","logprobs":null,"finish_reason":null,"native_finish_reason":null}]}"#
        let words = #"[{"index":0,"delta":{"role":"assistant","content":"Here is the image you asked for."}"#
        let picture = [
            #"[{"index":0,"delta":{"role":"assistant","content":"","images":[{"type":"image_url","#,
            #""image_url":{"url":"data:image/png;base64,<base64 of file 1>"},"index":0}]}"#,
        ].joined()
        let end = [
            #"[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"#,
            #""finish_reason":"stop","native_finish_reason":"stop"}]}"#,
        ].joined()
        #expect(texts.count == 4)
        #expect(texts[0] == head + words + open)
        #expect(texts[1] == head + picture + open)
        #expect(texts[2] == head + end)
        #expect(texts[3].hasPrefix(head + #"[],"usage":{"prompt_tokens":3,"#))
        #expect(stream.events.map(\.at) == [.seconds(6), .seconds(10), .seconds(10), .seconds(10)])
        #expect(stream.done == Array("[DONE]".utf8))
    }

    @Test func `a failure in the middle is a chunk with an error`() throws {
        let creation = try #require(try chat(#","stream":true"#).creation)
        let failing = Plan(
            queued: .seconds(2), running: .seconds(8), outcome: .failed(.providerUnavailable, message: "out of luck"))
        let last = try #require(DialectHarness().answer(creation, plan: failing).events?.events.last)
        #expect(last.kind == .error)
        let ending = [
            #""choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":"error"}],"#,
            #""error":{"code":"server_error","message":"out of luck"}}"#,
        ].joined()
        #expect(String(decoding: last.data.flatMap(\.note), as: UTF8.self).hasSuffix(ending))
    }
}
