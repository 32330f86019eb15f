import Engine
import TestSupport
import Testing

@testable import UnderstudyServer

/// A create whose answer arrives whole makes its job, whatever a rule was to lose of it.
@Suite struct WholeAnswerTests {
    /// The answer to one create, and how many jobs there are when it has come.
    private func create(
        _ path: String, key: String, _ body: String, under fault: String
    ) throws -> (answer: RawAnswer, jobs: Int, entry: String?) {
        let service = try service(
            """
            understudy: 1
            name: whole
            clock: { mode: manual }
            pace: instant
            rules: [{ name: r, on: create, then: { \(fault) } }]
            """)
        service.start()
        defer { service.stop() }
        let socket = try RawSocket(port: service.port)
        socket.send(
            "POST \(path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(key)\r\n"
                + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
        let answer = socket.answer()
        let jobs = service.sandbox.census.tables[0].kept
        socket.close()
        #expect(eventually { service.sandbox.requests.entries.allSatisfy { $0.end != nil } })
        return (answer, jobs, service.sandbox.requests.entries.last?.end?.rawValue)
    }

    private static let limits = [
        "limit_data: { bytes: 100MB }", "limit_data: { bytes: 100MB, close: rst }",
        "connection_reset: { after_bytes: 100MB }", "stall: { after_bytes: 100MB, for: 5s, then: close }",
        "limit_data: { bytes: 100MB, commit: false }",
    ]

    @Test(arguments: limits)
    func `an answer with the picture in it`(fault: String) throws {
        let body = #"{"model":"openai/gpt-image-1","prompt":"a boat","quality":"low"}"#
        let seen = try create("/openrouter/api/v1/images", key: "sk-or-test", body, under: fault)
        #expect(seen.answer.status == 200 && seen.jobs == 1)
        #expect(seen.entry == "completed", "the journal tells that nothing was done to it")
    }

    @Test(arguments: limits)
    func `a stream of events, whose length nobody knows before`(fault: String) throws {
        let body = #"{"model":"openai/gpt-image-1","prompt":"a boat","quality":"low","stream":true}"#
        let seen = try create("/openrouter/api/v1/images", key: "sk-or-test", body, under: fault)
        #expect(seen.answer.body.hasSuffix("data: [DONE]\n\n") && seen.jobs == 1)
        #expect(seen.entry == "completed")
    }

    @Test(arguments: limits)
    func `an answer of LemonData`(fault: String) throws {
        let body = #"{"model":"ideogram-v3","prompt":"a boat"}"#
        let seen = try create("/lemondata/v1/images/generations", key: "sk-test", body, under: fault)
        #expect(seen.answer.status == 200 && seen.jobs == 1)
    }

    @Test(arguments: ["limit_data: { bytes: 10 }", "connection_reset: { after_bytes: 10 }"])
    func `an answer that is cut makes none`(fault: String) throws {
        let body = #"{"model":"openai/gpt-image-1","prompt":"a boat","quality":"low","stream":true}"#
        let seen = try create("/openrouter/api/v1/images", key: "sk-or-test", body, under: fault)
        #expect(seen.answer.status == 200 && seen.jobs == 0)
        #expect(seen.entry == "fault_performed")
    }
}
