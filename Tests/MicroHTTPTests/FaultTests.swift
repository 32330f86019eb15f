import HTTPMessages
import TestSupport
import Testing
import Time

@testable import MicroHTTP

/// http-library.md §5, row by row, as bytes on a socket.
@Suite struct FaultTests {
    static let hello = text("hello world")

    @Test func `empty closes without a byte`() throws {
        try withDelivery(Delivery(Self.hello, ending: .empty)) { socket, probe in
            socket.send(get)
            #expect(socket.readToEnd() == "")
            #expect(socket.ending == .closed)
            #expect(probe.nextEnd().end == .faultPerformed)
        }
    }

    @Test func `a reset before any byte is a reset`() throws {
        try withDelivery(Delivery(Self.hello, ending: .reset(afterBodyBytes: nil))) { socket, probe in
            socket.send(get)
            #expect(socket.readToEnd() == "")
            #expect(socket.ending == .reset)
            #expect(probe.nextEnd().end == .faultPerformed)
        }
    }

    @Test(arguments: [0, 5])
    func `a reset in the body comes after the bytes before it`(place: Int) throws {
        try withDelivery(Delivery(Self.hello, ending: .reset(afterBodyBytes: place))) { socket, probe in
            socket.send(get)
            let (head, body) = split(socket.readToEnd())
            #expect(head.contains("Content-Length: 11\r\n"))
            #expect(body == "hello world".prefix(place))
            #expect(socket.ending == .reset)
            let end = probe.nextEnd()
            #expect(end.end == .faultPerformed)
            #expect(end.bytesSent == place)
        }
    }

    @Test func `a reset in a chunked body comes after whole chunks`() throws {
        let delivery = Delivery(Self.hello, framing: .chunked, ending: .reset(afterBodyBytes: 5))
        try withDelivery(delivery) { socket, _ in
            socket.send(get)
            let (head, body) = split(socket.readToEnd())
            #expect(head.contains("Transfer-Encoding: chunked\r\n"))
            #expect(body == "5\r\nhello\r\n")
            #expect(socket.ending == .reset)
        }
    }

    @Test(arguments: [0, 5])
    func `a truncated body falls short of its length and closes in order`(place: Int) throws {
        try withDelivery(Delivery(Self.hello, ending: .truncated(afterBodyBytes: place))) { socket, probe in
            socket.send(get)
            let (head, body) = split(socket.readToEnd())
            #expect(head.contains("Content-Length: 11\r\n"))
            #expect(body == "hello world".prefix(place))
            #expect(socket.ending == .closed)
            let end = probe.nextEnd()
            #expect(end == Probe.End(id: end.id, end: .faultPerformed, bytesSent: place))
        }
    }

    @Test(arguments: [
        Delivery.Ending.truncated(afterBodyBytes: 11), .truncated(afterBodyBytes: 1000), .reset(afterBodyBytes: 11),
        .reset(afterBodyBytes: 1000), .stalled(afterBodyBytes: 11, pause: .seconds(30), resumes: false),
        .stalled(afterBodyBytes: 1000, pause: nil, resumes: false),
    ])
    func `a limit at or behind the end leaves answer and connection alone`(ending: Delivery.Ending) throws {
        let waker = HandWaker()
        try withDelivery(Delivery(Self.hello, ending: ending), waker: waker) { socket, probe in
            for _ in 1...2 {
                socket.send(get)
                let answer = socket.answer()
                #expect(answer.body == "hello world")
                #expect(answer["Connection"] == nil)
                #expect(probe.nextEnd().end == .completed)
            }
            #expect(waker.pauses == [])
        }
    }

    @Test(arguments: [
        Delivery.Ending.truncated(afterBodyBytes: 12), .reset(afterBodyBytes: 12),
        .stalled(afterBodyBytes: 12, pause: nil, resumes: false),
    ])
    func `a limit behind the end of a chunked body leaves it alone`(ending: Delivery.Ending) throws {
        try withDelivery(Delivery(Self.hello, framing: .chunked, ending: ending)) { socket, probe in
            socket.send(get)
            #expect(socket.answer().body == "hello world")
            #expect(probe.nextEnd().end == .completed)
            socket.send(get)
            #expect(socket.answer().body == "hello world", "the connection is kept")
        }
    }

    @Test func `a limit that a stream never reaches comes to nothing, and the connection is kept`() throws {
        let probe = Probe { _, exchange in
            let body = Pieces([.bytes(Array("hello".utf8)), .bytes(Array(" world".utf8))])
            exchange.deliver(
                Delivery(Response(status: 200, body: .stream(body)), ending: .truncated(afterBodyBytes: 12)), waker: nil
            )
        }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            for _ in 1...2 {
                socket.send(get)
                #expect(socket.answer().body == "hello world")
                #expect(probe.nextEnd().end == .completed)
            }
        }
    }

    @Test func `a reset that a stream never reaches comes to nothing`() throws {
        let probe = Probe { _, exchange in
            let body = Pieces([.bytes(Array("hello".utf8))])
            exchange.deliver(
                Delivery(Response(status: 200, body: .stream(body)), ending: .reset(afterBodyBytes: 12)), waker: nil)
        }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(get)
            #expect(socket.answer().body == "hello")
            #expect(socket.readToEnd() == "")
            #expect(socket.ending == .closed)
            #expect(probe.nextEnd().end == .completed)
        }
    }

    @Test(arguments: [5, 11])
    func `a truncated chunked body lacks its last chunk`(place: Int) throws {
        let delivery = Delivery(Self.hello, framing: .chunked, ending: .truncated(afterBodyBytes: place))
        try withDelivery(delivery) { socket, _ in
            socket.send(get)
            let body = split(socket.readToEnd()).body
            #expect(body == "\(String(place, radix: 16, uppercase: true))\r\n\("hello world".prefix(place))\r\n")
            #expect(socket.ending == .closed)
        }
    }

    @Test func `a broken chunk follows the head, but none for HEAD or HTTP 1.0`() throws {
        for (request, body, isChunked) in [
            (get, "size?\r\nno chunk\r\n", true), ("HEAD /things HTTP/1.1\r\nHost: localhost\r\n\r\n", "", true),
            ("GET /things HTTP/1.0\r\n\r\n", "", false),
        ] {
            try withDelivery(Delivery(Self.hello, ending: .brokenChunk)) { socket, probe in
                socket.send(request)
                let answer = split(socket.readToEnd())
                #expect(answer.body == body)
                #expect(answer.head.contains("Transfer-Encoding: chunked\r\n") == isChunked)
                #expect(socket.ending == .closed)
                #expect(probe.nextEnd().end == .faultPerformed)
            }
        }
    }

    @Test func `a head is cut into slices too where that is asked for`() throws {
        let waker = HandWaker()
        let delivery = Delivery(Self.hello, slices: .init(size: 10, pause: .seconds(1), cutsHead: true))
        try withDelivery(delivery, waker: waker) { socket, probe in
            socket.send(get)
            #expect(socket.read(10) == Array("HTTP/1.1 2".utf8))
            waker.waitUntilAsked()
            #expect(socket.isSilent)
            waker.passAll()
            #expect(socket.read(10) == Array("00 OK\r\nCon".utf8))
            let more = try MicroHTTP.Thread(named: "passes") {
                for _ in 1...100 where probe.ends.isEmpty { waker.passNext() }
            }
            #expect(socket.readToEnd().hasSuffix("\r\n\r\nhello world"))
            #expect(socket.ending == .closed)
            #expect(probe.nextEnd().end == .completed)
            _ = waker.wake(after: .zero) {}
            more.join()
        }
    }

    @Test func `a stall resumes when its pause is over`() throws {
        let waker = HandWaker()
        let delivery = Delivery(Self.hello, ending: .stalled(afterBodyBytes: 5, pause: .seconds(30), resumes: true))
        try withDelivery(delivery, waker: waker) { socket, probe in
            socket.send(get)
            _ = socket.read(through: "\r\n\r\n")
            #expect(socket.read(5) == Array("hello".utf8), "the bytes before the stall are out")
            waker.passNext()
            #expect(socket.read(6) == Array(" world".utf8))
            #expect(waker.pauses == [.seconds(30)])
            #expect(probe.nextEnd().end == .faultPerformed)
            socket.send(get)
            #expect(socket.read(through: "\r\n\r\n").hasPrefix("HTTP/1.1 200 "), "the connection is kept")
        }
    }

    @Test func `a stall at the start of the body lets the head out`() throws {
        let waker = HandWaker()
        let delivery = Delivery(Self.hello, ending: .stalled(afterBodyBytes: 0, pause: .seconds(30), resumes: false))
        try withDelivery(delivery, waker: waker) { socket, probe in
            socket.send(get)
            #expect(socket.read(through: "\r\n\r\n").contains("Content-Length: 11\r\n"))
            waker.passNext()
            #expect(socket.readToEnd() == "")
            #expect(socket.ending == .closed)
            #expect(probe.nextEnd().end == .faultPerformed)
        }
    }

    @Test func `silence ends in a close`() throws {
        let waker = HandWaker()
        try withDelivery(Delivery(Self.hello, ending: .silent(.seconds(60))), waker: waker) { socket, probe in
            socket.send(get)
            waker.passNext()
            #expect(socket.readToEnd() == "")
            #expect(socket.ending == .closed)
            #expect(probe.nextEnd().end == .faultPerformed)
        }
    }

    @Test(arguments: [
        "SSH-2.0-nonsense\u{0}\u{1}", "HTTP/1.1 20",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n",
        "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    ])
    func `raw bytes go out as they are`(bytes: String) throws {
        try withDelivery(Delivery(Self.hello, ending: .raw(Array(bytes.utf8)))) { socket, probe in
            socket.send(get)
            #expect(socket.readToEnd() == bytes)
            #expect(socket.ending == .closed)
            let end = probe.nextEnd()
            #expect(end == Probe.End(id: end.id, end: .faultPerformed, bytesSent: bytes.utf8.count))
        }
    }

    @Test func `raw bytes beyond what the kernel holds go out whole`() throws {
        let bytes = String(repeating: "0123456789", count: 1_000_000)
        try withDelivery(Delivery(Self.hello, ending: .raw(Array(bytes.utf8)))) { socket, _ in
            socket.send(get)
            #expect(socket.readToEnd() == bytes)
            #expect(socket.ending == .closed)
        }
    }

    @Test func `slices go out one by one with a pause between them`() throws {
        let waker = HandWaker()
        let delivery = Delivery(Self.hello, slices: .init(size: 4, pause: .seconds(1)))
        try withDelivery(delivery, waker: waker) { socket, probe in
            socket.send(get)
            #expect(socket.read(through: "\r\n\r\n").contains("Content-Length: 11\r\n"))
            #expect(socket.read(4) == Array("hell".utf8))
            waker.passNext()
            #expect(socket.read(4) == Array("o wo".utf8))
            waker.passNext()
            #expect(socket.read(3) == Array("rld".utf8))
            #expect(probe.nextEnd().end == .completed)
            #expect(waker.pauses == [.seconds(1), .seconds(1)])
        }
    }

    @Test func `slices of a chunked body are its chunks`() throws {
        let delivery = Delivery(Self.hello, slices: .init(size: 4, pause: .zero), framing: .chunked)
        try withDelivery(delivery) { socket, _ in
            socket.send(get)
            _ = socket.read(through: "\r\n\r\n")
            #expect(socket.chunks() == ["hell", "o wo", "rld"])
        }
    }

    @Test func `an answer waits for its delay`() throws {
        let waker = HandWaker()
        try withDelivery(Delivery(Self.hello, delay: .seconds(3600)), waker: waker) { socket, _ in
            socket.send(get)
            waker.passNext()
            #expect(socket.answer().body == "hello world")
            #expect(waker.pauses == [.seconds(3600)])
        }
    }

    @Test func `in real time a delay is never too short`() throws {
        try withDelivery(Delivery(Self.hello, delay: .milliseconds(30))) { socket, _ in
            let start = HTTPServer.monotonicNow()
            socket.send(get)
            #expect(socket.answer().body == "hello world")
            #expect(HTTPServer.monotonicNow() - start >= 30_000_000)
        }
    }

    @Test func `the close comes late when it is told to`() throws {
        let waker = HandWaker()
        try withDelivery(Delivery(Self.hello, closeDelay: .seconds(9)), waker: waker) { socket, probe in
            socket.send(get)
            let answer = socket.answer()
            #expect(answer.body == "hello world")
            #expect(answer["Connection"] == "close")
            waker.passNext()
            #expect(socket.readToEnd() == "")
            #expect(socket.ending == .closed)
            #expect(waker.pauses == [.seconds(9)])
            #expect(probe.nextEnd().end == .completed)
        }
    }

    @Test(arguments: [(ConnectionClose.fin, RawSocket.Ending.closed), (.rst, .reset)])
    func `the second request of a connection is read and gets no answer`(
        close: ConnectionClose, ending: RawSocket.Ending
    ) throws {
        let probe = Probe { _, exchange in
            exchange.closeAtNextRequest(close)
            exchange.deliver(Delivery(Self.hello), waker: nil)
        }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(get)
            #expect(socket.answer().body == "hello world")
            socket.send("POST /things HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nabc")
            #expect(socket.isSilent, "not before all of it has come")
            socket.send("d")
            #expect(socket.readToEnd() == "")
            #expect(socket.ending == ending)
            #expect(probe.requests.count == 1)
        }
    }

    @Test func `a limit means nothing to an answer without a body`() throws {
        try withDelivery(Delivery(text("", status: 204), ending: .truncated(afterBodyBytes: 3))) { socket, _ in
            for _ in 1...2 {
                socket.send(get)
                #expect(socket.answer().status == 204)
            }
        }
    }
}
