import Foundation
import HTTPMessages
import TestSupport
import Testing
import UnderstudyTesting

/// Streams of events as they go over the wire, on a clock that the test moves.
@Suite struct EventStreamTests {
    private let slow = """
        understudy: 1
        name: slow
        clock: { mode: manual, start: 2026-11-20T12:00:00Z }
        settings: { openrouter: { partial_images: 1 } }
        rules:
          - { name: slow, on: create, match: { prompt: slow }, then: { job: { queued: 0, running: 3s } } }
          - { name: stuck, on: create, match: { prompt: stuck }, then: { job: { outcome: stuck } } }
        """

    private func post(_ prompt: String, to socket: RawSocket) {
        let body = #"{"model":"openai/gpt-image-1","prompt":"\#(prompt)","stream":true}"#
        socket.send(
            "POST /openrouter/api/v1/images HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer sk-or-v1-test\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }

    private func withStream(_ prompt: String, _ body: (any TestServer, RawSocket, String) throws -> Void) throws {
        try withUnderstudy(.overHTTP, scenario: slow) { server throws in
            let port = try #require(URL(string: server.url)?.port)
            let socket = try RawSocket(port: port)
            post(prompt, to: socket)
            try body(server, socket, socket.read(through: "PROCESSING\n\n"))
        }
    }

    private func generation(_ head: String, _ server: any TestServer) throws -> String {
        let id = try #require(head.firstMatch(of: /X-Generation-Id: (gen-\w+)/)?.1)
        let request = Request(
            method: "GET", path: "/openrouter/api/v1/generation", query: "id=\(id)",
            headers: ["Authorization": "Bearer sk-or-v1-test"])
        return try String(decoding: server.send(request).body, as: UTF8.self)
    }

    @Test func `events come one by one, as the clock is moved`() throws {
        try withStream("slow") { server, socket, head in
            #expect(head.contains("HTTP/1.1 200 OK\r\n"))
            #expect(head.contains("Content-Type: text/event-stream\r\n"))
            #expect(head.contains("Transfer-Encoding: chunked\r\n"))
            try server.advance("1s")
            #expect(socket.read(through: "PROCESSING\n\n").contains(": OPENROUTER PROCESSING\n\n"))
            try server.advance("500ms")
            #expect(socket.read(through: "b64_json").contains("image_generation.partial_image"))
            try server.advance("1500ms")
            let rest = socket.read(through: "data: [DONE]\n\n")
            #expect(rest.contains("image_generation.completed"))
            #expect(socket.read(through: "0\r\n\r\n").hasSuffix("0\r\n\r\n"), "the body ends in good order")
            #expect(try generation(head, server).contains(#""cancelled":false"#))
        }
    }

    @Test func `a stream that is stuck is kept alive for as long as the clock is moved`() throws {
        try withStream("stuck") { server, socket, head in
            for _ in 0..<3 {
                try server.advance("1s")
                #expect(socket.read(through: "PROCESSING\n\n").contains(": OPENROUTER PROCESSING\n\n"))
            }
            #expect(try generation(head, server).contains("\"code\":404"), "it has not ended")
        }
    }

    @Test func `who hangs up in the middle has cancelled`() throws {
        try withStream("slow") { server, socket, head in
            try server.advance("1s")
            socket.close()
            var told = ""
            // The server notices in its own time; the clock stands still meanwhile.
            for _ in 0..<10_000 where !told.contains("cancelled") { told = try generation(head, server) }
            #expect(told.contains(#""cancelled":true"#))
            #expect(told.contains(#""total_cost":0"#))
        }
    }
}
