import Core
import DialectKit
import Documents
import HTTPMessages
import Testing
import Time

/// openrouter.md §6.
@Suite struct StreamTests {
    private let plan = Plan(queued: .seconds(2), running: .seconds(9))

    private func stream(
        _ model: String = "openai/gpt-image-1", _ fields: String = #""stream":true"#, plan: Plan? = nil,
        _ settings: Node = [:]
    ) throws -> EventStream {
        let harness = try DialectHarness(settings)
        let creation = try #require(harness.image(model, fields).creation)
        return try #require(harness.answer(creation, plan: plan ?? self.plan).events)
    }

    private func texts(_ stream: EventStream) -> [String] {
        stream.events.map { String(decoding: $0.data.flatMap(\.note), as: UTF8.self) }
    }

    @Test func `a stream shows pictures on the way, then the finished one`() throws {
        let stream = try stream("openai/gpt-image-1", #""stream":true,"quality":"low""#, ["usage": "basic"])
        #expect(
            texts(stream) == [
                #"{"type":"image_generation.partial_image","partial_image_index":0,"b64_json":"<base64 of preview 1 of file 1>"}"#,
                #"{"type":"image_generation.partial_image","partial_image_index":1,"b64_json":"<base64 of preview 2 of file 1>"}"#,
                #"{"type":"image_generation.completed","b64_json":"<base64 of file 1>","media_type":"image/png","created":1795176011,"usage":{"prompt_tokens":3,"completion_tokens":272,"total_tokens":275,"cost":0.010895}}"#,
            ])
        #expect(stream.events.map(\.at) == [.seconds(5), .seconds(8), .seconds(11)])
        #expect(stream.done == Array("[DONE]".utf8))
        #expect(
            stream.keepAlive == EventStream.KeepAlive(every: .seconds(1), comment: "OPENROUTER PROCESSING", opens: true)
        )
    }

    @Test func `the same can be answered in one document`() throws {
        let harness = try DialectHarness()
        let creation = try #require(harness.image("openai/gpt-image-1", #""stream":true"#).creation)
        let plain = harness.dialect.unstreamed(creation)
        #expect(plain.answer == .whenEnded)
        #expect(plain.unitPrice == creation.unitPrice)
        #expect(harness.answer(plain).headers["Content-Type"] == "application/json")
    }

    @Test func `headers say what it is`() throws {
        let harness = try DialectHarness()
        let creation = try #require(harness.image("openai/gpt-image-1", #""stream":true"#).creation)
        let response = harness.answer(creation, plan: plan)
        #expect(response.headers["Content-Type"] == "text/event-stream")
        #expect(response.headers["Cache-Control"] == "no-cache")
        #expect(response.headers["X-Generation-Id"] != nil)
    }

    @Test func `several pictures are completed one after the other`() throws {
        let stream = try stream("openai/gpt-image-1", #""stream":true,"n":3"#)
        #expect(stream.events.count { $0.kind == .final } == 3)
        #expect(texts(stream).last?.contains("<base64 of file 3>") == true)
    }

    @Test func `the settings say how much is shown on the way`() throws {
        #expect(try stream(plan: nil, ["partial_images": 0]).events.count == 1)
        #expect(try stream(plan: nil, ["partial_images": 3]).events.count == 4)
        #expect(try stream(plan: nil, ["keep_alive_every": "0s"]).keepAlive == nil)
    }

    @Test func `a vector file comes as text before it is complete`() throws {
        let texts = texts(try stream("quiverai/arrow-1.1"))
        #expect(texts.count == 4)
        #expect(
            texts[0]
                == #"{"type":"image_generation.text_chunk","phase":"content","text":"<text of file 1, part 1 of 3>"}"#)
        #expect(texts[3].contains(#""media_type":"image/svg+xml""#))
    }

    @Test func `a failure after the beginning is an event with a word as its code`() throws {
        var failing = plan
        failing.outcome = .failed(.providerUnavailable, message: nil)
        let stream = try stream(plan: failing)
        #expect(stream.events.last?.kind == .error)
        #expect(
            texts(stream).last
                == #"{"type":"error","error":{"message":"The upstream provider returned an error","code":"upstream_error","param":null,"type":"provider_error"}}"#
        )
        failing.outcome = .failed(.contentPolicy, message: "No.")
        #expect(try texts(self.stream(plan: failing)).last?.contains(#""code":"content_policy_violation""#) == true)
    }

    @Test func `a failure before the first event is an ordinary error`() throws {
        let harness = try DialectHarness()
        let creation = try #require(harness.image("openai/gpt-image-1", #""stream":true"#).creation)
        let plan = Plan(queued: .zero, running: .zero, outcome: .failed(.providerUnavailable, message: nil))
        #expect(harness.answer(creation, plan: plan).status == 502)
    }

    @Test func `a job that is stuck keeps its stream open`() throws {
        let stuck = try stream(plan: Plan(queued: .zero, running: .zero, outcome: .stuck(in: .running)))
        #expect(stuck.isEndless)
        #expect(stuck.events.isEmpty)
        #expect(stuck.failure != nil)
    }
}
