import HTTPMessages
import TestSupport
import Testing
import Time

@testable import MicroHTTP

/// Requests that are answered later, and clients that do not wait so long.
@Suite struct HoldingTests {
    @Test func `an answer may come later and from any thread`() throws {
        let probe = Probe { _, _ in }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            for round in 1...3 {
                socket.send(get)
                let exchange = try #require(probe.arrived().last)
                exchange.deliver(Delivery(text("later \(round)")), waker: nil)
                #expect(socket.answer().body == "later \(round)")
            }
        }
    }

    @Test func `only the first delivery counts`() throws {
        let probe = Probe { request, exchange in
            guard request.path == "/now" else { return }
            exchange.deliver(Delivery(text("first")), waker: nil)
            exchange.deliver(Delivery(text("second")), waker: nil)
        }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send("GET /now HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(socket.answer().body == "first")
            _ = probe.arrived()
            socket.send("GET /later HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let exchange = try #require(probe.arrived().last)
            exchange.deliver(Delivery(text("third")), waker: nil)
            exchange.deliver(Delivery(text("fourth")), waker: nil)
            #expect(socket.answer().body == "third")
            socket.send("GET /now HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(socket.answer().body == "first")
        }
    }

    @Test(arguments: [false, true])
    func `a client that hangs up while its request is held is noticed`(byReset: Bool) throws {
        let probe = Probe { _, _ in }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(get)
            let exchange = probe.arrived()[0]
            #expect(!exchange.isGone)
            if byReset { socket.abort() } else { socket.close() }
            #expect(probe.nextEnd() == Probe.End(id: exchange.id, end: .clientGone, bytesSent: 0))
            #expect(exchange.isGone)
            exchange.deliver(Delivery(text("nobody")), waker: nil)
            #expect(try RawSocket(port: port).ending == nil, "the server goes on")
        }
    }

    @Test func `a client that finishes sending while its request is held has hung up`() throws {
        let probe = Probe { _, _ in }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(get)
            let exchange = probe.arrived()[0]
            socket.finishSending()
            #expect(probe.nextEnd() == Probe.End(id: exchange.id, end: .clientGone, bytesSent: 0))
            #expect(socket.readToEnd().isEmpty)
        }
    }

    private var waiting: HTTPServerConfiguration {
        var configuration = HTTPServerConfiguration()
        configuration.halfClose = .wait
        return configuration
    }

    /// Whether its end comes after the request or together with it.
    @Test(arguments: [false, true])
    func `a client that has finished sending gets its answer where the server waits for it`(atOnce: Bool) throws {
        let probe = Probe { _, _ in }
        try withServer(waiting, probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(get)
            if atOnce { socket.finishSending() }
            let exchange = probe.arrived()[0]
            if !atOnce { socket.finishSending() }
            // So many that each loop has had to do with what came before.
            for _ in 0..<8 {
                let other = try RawSocket(port: port)
                other.send("GET /other HTTP/1.1\r\nHost: localhost\r\n\r\n")
                probe.arrived().last?.deliver(Delivery(text("other")), waker: nil)
                #expect(other.answer().body == "other")
                _ = probe.nextEnd()
            }
            #expect(!exchange.isGone)
            exchange.deliver(Delivery(text("still here")), waker: nil)
            #expect(socket.answer().body == "still here")
            #expect(socket.readToEnd().isEmpty)
            #expect(socket.ending == .closed)
            #expect(probe.nextEnd().end == .completed)
        }
    }

    @Test func `a client that has finished sending gets all of an answer that the kernel cannot take at once`() throws {
        let probe = Probe { _, _ in }
        try withServer(waiting, probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(get)
            let exchange = probe.arrived()[0]
            socket.finishSending()
            let body = [UInt8](repeating: UInt8(ascii: "x"), count: 16 << 20)
            exchange.deliver(Delivery(Response(status: 200, body: .bytes(body))), waker: nil)
            #expect(!socket.read(through: "\r\n\r\n").isEmpty)
            #expect(socket.readToEnd().count == body.count)
            #expect(probe.nextEnd().end == .completed)
        }
    }

    @Test func `a stream goes on to a client that has finished sending where the server waits for it`() throws {
        let waker = HandWaker()
        let slices = Delivery(text("xyz"), slices: .init(size: 1, pause: .seconds(9)))
        let probe = Probe { _, exchange in exchange.deliver(slices, waker: waker) }
        try withServer(waiting, probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(get)
            #expect(!socket.read(through: "\r\n\r\n").isEmpty)
            #expect(socket.read(1) == Array("x".utf8))
            socket.finishSending()
            for letter in ["y", "z"] {
                waker.passNext()
                #expect(socket.read(1) == Array(letter.utf8))
            }
            #expect(probe.nextEnd().end == .completed)
        }
    }

    @Test func `a client that is reset has gone, also where the server waits`() throws {
        let probe = Probe { _, _ in }
        try withServer(waiting, probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(get)
            let exchange = probe.arrived()[0]
            socket.abort()
            #expect(probe.nextEnd() == Probe.End(id: exchange.id, end: .clientGone, bytesSent: 0))
        }
    }

    @Test(arguments: [
        Delivery(text("x"), ending: .silent(nil)), Delivery(text("x"), ending: .silent(.seconds(9))),
        Delivery(text("x"), delay: .seconds(9)),
        Delivery(text("xyz"), ending: .stalled(afterBodyBytes: 1, pause: nil, resumes: true)),
        Delivery(text("xyz"), ending: .stalled(afterBodyBytes: 0, pause: .seconds(9), resumes: true)),
        Delivery(text("xyz"), slices: .init(size: 1, pause: .seconds(9))),
        Delivery(text("xyz"), closeDelay: .seconds(9)),
        Delivery(text("xyz"), slices: .init(size: 1, pause: .seconds(9)), closeDelay: .seconds(9)),
    ])
    func `a client that hangs up in the middle is noticed`(delivery: Delivery) throws {
        let waker = HandWaker()
        try withDelivery(delivery, waker: waker) { socket, probe in
            socket.send(get)
            if case .silent = delivery.ending {
                _ = probe.arrived()
            } else if delivery.delay > .zero {
                waker.waitUntilAsked()
            } else {
                #expect(!socket.read(through: "\r\n\r\n").isEmpty)
            }
            socket.close()
            #expect(probe.nextEnd().end == .clientGone)
            #expect(waker.cancelled == waker.pauses.count, "a wake-up that nobody needs is called off")
        }
    }

    @Test func `a client that stops reading a large answer is noticed when it leaves`() throws {
        try withDelivery(Delivery(text(String(repeating: "0123456789", count: 2_000_000)))) { socket, probe in
            socket.send(get)
            _ = socket.read(1)
            socket.close()
            #expect(probe.nextEnd().end == .clientGone)
        }
    }

    @Test func `a request is led to its endpoint once, whatever its body is`() throws {
        let probe = Probe(limit: 10) { request, exchange in exchange.deliver(Delivery(text("")), waker: nil) }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            for body in ["", "short", "longer than the limit"] {
                socket.send("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: \(body.count)\r\n\r\n\(body)")
                _ = socket.answer()
            }
            #expect(probe.routed == 3)
            #expect(probe.requests.map(\.body) == [.bytes([]), .bytes(Array("short".utf8)), .tooLarge(limit: 10)])
        }
    }

    @Test func `a wake-up after the end does no harm`() throws {
        let waker = HandWaker()
        try withDelivery(Delivery(text("x"), delay: .seconds(9)), waker: waker) { socket, probe in
            socket.send(get)
            waker.waitUntilAsked()
            socket.close()
            #expect(probe.nextEnd().end == .clientGone)
        }
    }
}
