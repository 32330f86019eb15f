import HTTPMessages
import TestSupport
import Testing
import Time

@testable import MicroHTTP

/// What the library cannot say about itself, as bytes on a socket.
@Suite struct OddHeadTests {
    private let hello = text("hello world")

    private func raw(_ delivery: Delivery) throws -> (text: String, end: RawSocket.Ending?) {
        var seen: (String, RawSocket.Ending?) = ("", nil)
        try withDelivery(delivery) { socket, _ in
            socket.send(get)
            seen = (socket.readToEnd(), socket.ending)
        }
        return seen
    }

    @Test func `a length that is a lie goes out alone, and the connection looks kept`() throws {
        let seen = try raw(Delivery(hello, framing: .declared(5)))
        #expect(seen.text.contains("Content-Length: 5\r\n") && !seen.text.contains("Connection: close"))
        #expect(split(seen.text).body == "hello world")
        #expect(seen.end == .closed)
    }

    @Test func `two lengths go out one after the other`() throws {
        let seen = try raw(Delivery(hello, framing: .doubled))
        #expect(seen.text.contains("Content-Length: 11\r\nContent-Length: 12\r\n"))
    }

    @Test func `two lengths go out before a body that is read piece by piece, too`() throws {
        func doubled(length: Int?) throws -> String {
            let pieces = Pieces([.bytes(Array("hello world".utf8))], length: length)
            return try raw(Delivery(Response(status: 200, body: .stream(pieces)), framing: .doubled)).text
        }
        #expect(try doubled(length: 11).contains("Content-Length: 11\r\nContent-Length: 12\r\n"))
        #expect(try doubled(length: nil).contains("Content-Length: 1073741824\r\nContent-Length: 1073741825\r\n"))
    }

    @Test func `a header without a value goes out as it is`() throws {
        let response = Response(status: 200, headers: ["X-Empty": "", "X-Full": "a"], body: Array("hello".utf8))
        let seen = try raw(Delivery(response))
        #expect(seen.text.contains("X-Empty: \r\nX-Full: a\r\n"))
        #expect(seen.text.contains("Content-Length: 5\r\n"))
    }

    @Test func `an answer that closes the connection tells one Date, its own`() throws {
        let date = "Tue, 01 Jan 2030 00:00:00 GMT"
        for name in ["Date", "date"] {
            let said = Response(
                status: 200, headers: [name: date, "Connection": "close"], body: Array("hello world".utf8))
            let head = try raw(Delivery(said)).text.lowercased()
            #expect(head.contains("connection: close"))
            #expect(head.ranges(of: "date: ").count == 1, "\(head)")
        }
    }

    @Test func `a reason phrase is what it is told to be`() throws {
        #expect(try raw(Delivery(hello, reason: "")).text.hasPrefix("HTTP/1.1 200 \r\n"))
        #expect(try raw(Delivery(hello, reason: "Oh Well")).text.hasPrefix("HTTP/1.1 200 Oh Well\r\n"))
    }

    @Test func `an interim answer stands before the true one`() throws {
        let interim = Array("HTTP/1.1 103 Early Hints\r\n\r\n".utf8)
        let seen = try raw(Delivery(hello, interim: interim))
        #expect(seen.text.hasPrefix("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\n"))
        #expect(seen.text.hasSuffix("hello world"))
    }

    @Test func `a broken chunk stands behind a good head`() throws {
        let seen = try raw(Delivery(hello, ending: .brokenChunk))
        #expect(seen.text.contains("Transfer-Encoding: chunked\r\n"))
        #expect(split(seen.text).body == "size?\r\nno chunk\r\n")
        #expect(seen.end == .closed)
    }

    @Test func `slices vary in size, and their pauses keep to a rate`() throws {
        let waker = HandWaker()
        let slices = Delivery.Slices(size: 3, variation: 2, pause: .milliseconds(5), line: .init(rate: 1_000), key: 7)
        try withDelivery(Delivery(hello, slices: slices), waker: waker) { socket, _ in
            socket.send(get)
            _ = socket.read(through: "\r\n\r\n")
            var body: [UInt8] = []
            var number = 0
            while body.count < 11 {
                body += socket.read(min(slices.size(of: number), 11 - body.count))
                number += 1
                if body.count < 11 { waker.passNext() }
            }
            #expect(body == Array("hello world".utf8))
            #expect(waker.pauses.first == .milliseconds(5 + slices.size(of: 0)))
        }
    }

    @Test func `a kept connection is closed when it has been idle for long enough`() throws {
        let waker = HandWaker()
        let probe = Probe { _, exchange in
            exchange.closeWhenIdle(after: .seconds(5), waker: waker)
            exchange.deliver(Delivery(text("hello")), waker: nil)
        }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(get)
            #expect(socket.answer().body == "hello")
            socket.send(get)
            #expect(socket.answer().body == "hello", "a request in time begins anew")
            waker.waitUntilAsked()
            waker.passNext()
            #expect(socket.readToEnd() == "")
            #expect(socket.ending == .closed)
            #expect(waker.cancelled == 1)
        }
    }

    @Test func `a port can be closed and opened while others go on`() throws {
        let probe = Probe { _, exchange in exchange.deliver(Delivery(text("hello")), waker: nil) }
        try withServer(HTTPServerConfiguration(ports: [0, 0]), probe) { server, _ in
            let (first, second) = (server.ports[0], server.ports[1])
            let kept = try RawSocket(port: second)
            kept.send(get)
            #expect(kept.answer().body == "hello")
            server.close(port: second)
            while (try? RawSocket(port: second)) != nil {}
            let other = try RawSocket(port: first)
            other.send(get)
            #expect(other.answer().body == "hello")
            kept.send(get)
            #expect(kept.answer().body == "hello", "connections that are there go on")
            server.open(port: second)
            var again: RawSocket?
            while again == nil { again = try? RawSocket(port: second) }
            again?.send(get)
            #expect(again?.answer().body == "hello")
        }
    }
}
