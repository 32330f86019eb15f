import HTTPMessages
import TestSupport
import Testing
import Time

@testable import MicroHTTP

/// http-library.md §3, and the limits of bodies.
@Suite struct LimitTests {
    static func post(_ fields: String) -> String { "POST / HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n" }

    /// Tells in its answer how the body came.
    static func probe(limit: Int) -> Probe {
        Probe(limit: limit) { request, exchange in
            switch request.body {
            case .bytes(let bytes): exchange.deliver(Delivery(text("\(bytes.count) bytes")), waker: nil)
            case .tooLarge(let limit): exchange.deliver(Delivery(text("more than \(limit)", status: 413)), waker: nil)
            case .measured(let head, let length, let digest):
                exchange.deliver(Delivery(text("\(head.count) of \(length); \(digest)")), waker: nil)
            }
        }
    }

    @Test(arguments: [
        ("Content-Length: 10\r\n", "0123456789", "10 bytes"), ("Content-Length: 11\r\n", "0123456789A", "more than 10"),
        ("Transfer-Encoding: chunked\r\n", "a\r\n0123456789\r\n0\r\n\r\n", "10 bytes"),
        ("Transfer-Encoding: chunked\r\n", "a\r\n0123456789\r\n1\r\nA\r\n0\r\n\r\n", "more than 10"),
    ])
    func `a body beyond its limit arrives as too large, and the connection is kept`(
        fields: String, body: String, says: String
    ) throws {
        try withServer(LimitTests.probe(limit: 10)) { _, port in
            let socket = try RawSocket(port: port)
            for _ in 1...2 {
                socket.send(LimitTests.post(fields) + body)
                #expect(socket.answer().body == says)
            }
        }
    }

    @Test(arguments: [
        "GET", "GET / HTTP/1.1\r\nHost: loc", post("Content-Length: 10\r\n"),
        post("Content-Length: 10\r\n") + "012345678",
        post("Content-Length: 20\r\n") + "0123456789A", post("Transfer-Encoding: chunked\r\n") + "a\r\n0123",
    ])
    func `a client that leaves in the middle of a request is noticed, though its end comes with its last bytes`(
        beginning: String
    ) throws {
        try withServer(LimitTests.probe(limit: 10)) { _, port in
            // Each by itself is sometimes noticed by the library: the end may come a little later than the bytes.
            let sockets = try (0..<20).map { _ in try RawSocket(port: port) }
            for socket in sockets {
                socket.send(beginning)
                socket.finishSending()
            }
            for socket in sockets {
                _ = socket.readToEnd()
                #expect(socket.ending == .closed)
            }
        }
    }

    @Test(arguments: ["0123456789", ""])
    func `a client that has sent its whole request and no more is answered`(body: String) throws {
        try withServer(LimitTests.probe(limit: 10)) { _, port in
            for _ in 0..<20 {
                let socket = try RawSocket(port: port)
                socket.send(LimitTests.post("Content-Length: \(body.utf8.count)\r\n") + body)
                socket.finishSending()
                #expect(socket.readToEnd().hasSuffix("\(body.utf8.count) bytes"))
            }
        }
    }

    @Test(arguments: [
        ("Content-Length: 200\r\n", String(repeating: "A", count: 200)),
        ("Transfer-Encoding: chunked\r\n", "c8\r\n" + String(repeating: "A", count: 200) + "\r\n0\r\n\r\n"),
    ])
    func `a body too long to hold is measured where the application wants that, and its beginning kept`(
        fields: String, body: String
    ) throws {
        var configuration = HTTPServerConfiguration()
        configuration.longBody = 100
        try withServer(configuration, LimitTests.probe(limit: 1000)) { _, port in
            let socket = try RawSocket(port: port)
            socket.send("POST /measured HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n" + body)
            let answer = socket.answer().body
            #expect(answer.hasSuffix(" of 200; 200 bytes, sum \(200 * 65)"))
            socket.send(LimitTests.post(fields) + body)
            #expect(socket.answer().body == "200 bytes")
        }
    }

    @Test func `a measured body has the same limit as any other`() throws {
        var configuration = HTTPServerConfiguration()
        configuration.longBody = 100
        try withServer(configuration, LimitTests.probe(limit: 150)) { _, port in
            let socket = try RawSocket(port: port)
            let chunk = "64\r\n" + String(repeating: "A", count: 100) + "\r\n"
            socket.send(
                "POST /measured HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk
                    + "0\r\n\r\n")
            #expect(socket.answer().body == "more than 150")
        }
    }

    @Test func `a client that waits for a 100 is told at once that its body is too large`() throws {
        try withServer(LimitTests.probe(limit: 10)) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(LimitTests.post("Content-Length: 11\r\nExpect: 100-continue\r\n"))
            #expect(socket.answer().body == "more than 10")
            #expect(socket.readToEnd() == "")
            #expect(socket.ending == .closed)
        }
    }

    @Test func `a body announced as excessive is answered at once and closed`() throws {
        let probe = LimitTests.probe(limit: 10)
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(LimitTests.post("Content-Length: 9999999999999\r\n") + "abc")
            #expect(socket.answer().body == "more than 10")
            #expect(socket.readToEnd() == "")
            #expect(probe.nextEnd().end == .completed)
        }
    }

    @Test func `a chunked body that turns out excessive is refused and closed`() throws {
        var configuration = HTTPServerConfiguration()
        configuration.discardLimit = 1000
        let probe = LimitTests.probe(limit: 10)
        try withServer(configuration, probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(
                LimitTests.post("Transfer-Encoding: chunked\r\n") + "800\r\n" + String(repeating: "x", count: 2048)
                    + "\r\n")
            #expect(socket.readToEnd().hasPrefix("HTTP/1.1 413 "))
            #expect(probe.requests.isEmpty)
        }
    }

    @Test func `bodies beyond what the server bears together are refused with 503, and room comes back`() throws {
        var configuration = HTTPServerConfiguration()
        configuration.bodiesInFlight = 1500
        let probe = Probe { request, exchange in
            if request.headers["X-Hold"] == nil { exchange.deliver(Delivery(text("fine")), waker: nil) }
        }
        try withServer(configuration, probe) { _, port in
            let body = String(repeating: "x", count: 1000)
            let (first, second) = (try RawSocket(port: port), try RawSocket(port: port))
            first.send(LimitTests.post("X-Hold: 1\r\nContent-Length: 1000\r\n") + body)
            let held = probe.arrived()[0]
            second.send(LimitTests.post("Content-Length: 1000\r\n") + body)
            #expect(second.answer().status == 503)
            #expect(second.readToEnd() == "")
            held.deliver(Delivery(text("done")), waker: nil)
            #expect(first.answer().body == "done")
            _ = probe.nextEnd()
            first.send(LimitTests.post("Content-Length: 1000\r\n") + body)
            #expect(first.answer().body == "fine")
        }
    }

    @Test(arguments: ["", "GET / HTTP/1.1\r\nHost: local"])
    func `a connection whose head does not come is closed`(start: String) throws {
        var configuration = HTTPServerConfiguration()
        configuration.headTimeout = .milliseconds(50)
        try withServer(configuration, LimitTests.probe(limit: 10)) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(start)
            #expect(socket.readToEnd() == "")
            #expect(socket.ending == .closed)
        }
    }

    @Test func `a connection whose body does not come is closed`() throws {
        var configuration = HTTPServerConfiguration()
        configuration.bodyTimeout = .milliseconds(50)
        let probe = LimitTests.probe(limit: 10)
        try withServer(configuration, probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(LimitTests.post("Content-Length: 5\r\n") + "abc")
            #expect(socket.readToEnd() == "")
            #expect(socket.ending == .closed)
            #expect(probe.requests.isEmpty)
        }
    }

    @Test func `a kept connection without a request is closed, and one that waits for its answer is not`() throws {
        var configuration = HTTPServerConfiguration()
        configuration.idleTimeout = .milliseconds(50)
        configuration.headTimeout = .milliseconds(50)
        let probe = Probe { request, exchange in
            let delay: Duration = request.path == "/slow" ? .milliseconds(400) : .zero
            exchange.deliver(Delivery(text("fine"), delay: delay), waker: nil)
        }
        try withServer(configuration, probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(socket.answer().body == "fine")
            #expect(socket.readToEnd() == "")
            #expect(socket.ending == .closed)
        }
    }

    @Test(arguments: [
        ("Content-Encoding: gzip\r\nContent-Length: 8388608\r\n", 415),
        ("Content-Length: 8388608\r\nContent-Length: 8388608\r\n", 400),
        ("Expect: 100-continue\r\nContent-Length: 8388608\r\n", 413),
    ])
    func `a client that sends its whole body before it reads learns why it was refused`(
        fields: String, status: Int
    ) throws {
        try withServer(LimitTests.probe(limit: 10)) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(LimitTests.post(fields))
            let piece = [UInt8](repeating: UInt8(ascii: "A"), count: 64 << 10)
            for _ in 0..<128 { socket.send(piece) }
            #expect(socket.readToEnd().hasPrefix("HTTP/1.1 \(status) "))
        }
    }

    @Test func `the end of a client that was refused is not taken for that of the one that came after it`() throws {
        var configuration = HTTPServerConfiguration()
        configuration.loops = 1
        try withServer(configuration, LimitTests.probe(limit: 10)) { _, port in
            for _ in 0..<10 {
                let refused = try RawSocket(port: port)
                refused.send(LimitTests.post("Content-Encoding: gzip\r\nContent-Length: 100\r\n"))
                #expect(refused.readToEnd().hasPrefix("HTTP/1.1 415 "))
                // Its descriptor is free again, and the next one has it.
                let next = try RawSocket(port: port)
                next.send(get)
                #expect(next.answer().status == 200)
                refused.close()
                // By the answer to this one the loop has heard of the end.
                let other = try RawSocket(port: port)
                other.send(get)
                #expect(other.answer().status == 200)
                next.send(get)
                #expect(next.answer().status == 200)
            }
        }
    }
}
