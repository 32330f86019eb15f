import HTTPMessages
import TestSupport
import Testing
import Time

@testable import MicroHTTP

/// Answers without faults, as bytes on a socket.
@Suite struct AnswerTests {
    @Test func `an answer has its status, its fields and its length`() throws {
        let response = text("hello", status: 201, headers: ["Content-Type": "a/b", "X-One": "1"])
        try withDelivery(Delivery(response)) { socket, probe in
            socket.send(get)
            let answer = socket.answer()
            #expect(answer.status == 201)
            #expect(answer.body == "hello")
            #expect(answer["Content-Type"] == "a/b")
            #expect(answer.all("Content-Length") == ["5"])
            #expect(answer.all("Date").count == 1)
            socket.send(get)
            #expect(socket.answer().body == "hello", "the connection is kept")
            #expect(probe.nextEnd().end == .completed)
            #expect(probe.ends.first?.bytesSent == 5)
        }
    }

    @Test func `repeated fields and a date of one's own go out as they are`() throws {
        let headers: Headers = ["Date": "Fri, 20 Nov 2026 10:15:02 GMT", "Retry-After": "1", "retry-after": "2"]
        try withDelivery(Delivery(text("", headers: headers))) { socket, _ in
            socket.send(get)
            let answer = socket.answer()
            #expect(answer.all("Date") == ["Fri, 20 Nov 2026 10:15:02 GMT"])
            #expect(answer.all("Retry-After") == ["1", "2"])
            #expect(answer.headers.contains { $0 == ("retry-after", "2") })
        }
    }

    @Test func `bytes beyond ASCII in a field go out as they are`() throws {
        let headers = Headers(text: [0x58, 0xE4, 0xFF], fields: [.init(start: 0, nameEnd: 1, end: 3)])
        try withDelivery(Delivery(Response(status: 200, headers: headers, body: []))) { socket, _ in
            socket.send(get)
            var head: [UInt8] = []
            while !head.suffix(4).elementsEqual(Array("\r\n\r\n".utf8)) {
                let next = socket.read(1)
                if next.isEmpty { break }
                head += next
            }
            #expect(head.firstRange(of: Array("X: ".utf8) + [0xE4, 0xFF]) != nil)
        }
    }

    @Test(arguments: [299, 418, 524, 529, 599, 999])
    func `odd statuses go out`(status: Int) throws {
        try withDelivery(Delivery(text("odd", status: status))) { socket, _ in
            socket.send(get)
            let answer = socket.answer()
            #expect(answer.status == status)
            #expect(answer.body == "odd")
        }
    }

    @Test func `HEAD is answered with the length and without the body`() throws {
        try withDelivery(Delivery(text("hello"))) { socket, probe in
            socket.send("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n" + get)
            let head = socket.answer(toHead: true)
            #expect(head["Content-Length"] == "5")
            #expect(socket.answer().body == "hello", "the next answer follows at once")
            _ = (probe.nextEnd(), probe.nextEnd())
            #expect(probe.ends.map(\.bytesSent) == [0, 5])
        }
    }

    @Test func `HEAD may tell a length of a body that was never made`() throws {
        try withDelivery(Delivery(text("", headers: ["Content-Length": "12345"]))) { socket, _ in
            let head = "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n"
            socket.send(head + head)
            #expect(socket.answer(toHead: true).all("Content-Length") == ["12345"])
            #expect(socket.answer(toHead: true).all("Content-Length") == ["12345"])
        }
    }

    @Test(arguments: [204, 304])
    func `some statuses never have a body`(status: Int) throws {
        try withDelivery(Delivery(text("not to be sent", status: status))) { socket, _ in
            socket.send(get + get)
            #expect(socket.answer().status == status)
            #expect(socket.answer().status == status)
        }
    }

    @Test func `pipelined requests are answered in order`() throws {
        let probe = Probe { request, exchange in exchange.deliver(Delivery(text(request.path)), waker: nil) }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send((1...20).map { "GET /\($0) HTTP/1.1\r\nHost: localhost\r\n\r\n" }.joined())
            #expect((1...20).map { _ in socket.answer().body } == (1...20).map { "/\($0)" })
        }
    }

    @Test func `a pipelined request waits behind a held one`() throws {
        let probe = Probe { request, exchange in
            if request.path == "/fast" { exchange.deliver(Delivery(text("fast")), waker: nil) }
        }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\nGET /fast HTTP/1.1\r\nHost: localhost\r\n\r\n")
            probe.arrived()[0].deliver(Delivery(text("slow")), waker: nil)
            #expect(socket.answer().body == "slow")
            #expect(socket.answer().body == "fast")
        }
    }

    @Test func `a body arrives whole, in pieces, chunked or after a 100`() throws {
        let probe = Probe { request, exchange in
            exchange.deliver(Delivery(Response(status: 200, body: request.bytes)), waker: nil)
        }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            let post = "POST / HTTP/1.1\r\nHost: localhost\r\n"
            socket.send(post + "Content-Length: 6\r\n\r\nabc")
            socket.send("def")
            #expect(socket.answer().body == "abcdef")
            socket.send(post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: 1\r\n\r\n")
            #expect(socket.answer().body == "abcde")
            socket.send(post + "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n")
            #expect(socket.read(through: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            socket.send("xyz")
            #expect(socket.answer().body == "xyz")
            let large = String(repeating: "0123456789", count: 50_000)
            socket.send(post + "Content-Length: \(large.count)\r\n\r\n" + large)
            #expect(socket.answer().body == large)
        }
    }

    @Test func `a large body goes out whole`() throws {
        let large = String(repeating: "0123456789", count: 300_000)
        try withDelivery(Delivery(text(large))) { socket, probe in
            socket.send(get)
            #expect(socket.answer().body == large)
            socket.send(get)
            #expect(socket.answer().body == large)
            #expect(probe.nextEnd().bytesSent == 3_000_000)
        }
    }

    @Test func `fields larger than the memory of a connection still go out`() throws {
        var headers: Headers = [:]
        for number in 0..<40 { headers.append("X-\(number)", String(repeating: "v", count: 1000)) }
        try withDelivery(Delivery(text("hello", headers: headers))) { socket, probe in
            socket.send(get)
            let answer = socket.answer()
            #expect(answer.body == "hello")
            #expect(answer["X-39"]?.count == 1000)
            #expect(answer.all("Date").count == 1)
            #expect(socket.readToEnd() == "")
            #expect(socket.ending == .closed)
            #expect(probe.nextEnd().end == .completed)
        }
    }

    @Test func `a request head nearly as large as the memory is answered`() throws {
        try withDelivery(Delivery(text("hello"))) { socket, _ in
            socket.send(
                "GET /?\(String(repeating: "a=1&", count: 20)) HTTP/1.1\r\nHost: localhost\r\nX: \(String(repeating: "v", count: 5500))\r\n\r\n"
            )
            #expect(socket.answer().body == "hello")
        }
    }

    @Test func `chunked framing is used when asked for, and not for HTTP 1.0`() throws {
        try withDelivery(Delivery(text("hello"), framing: .chunked)) { socket, _ in
            socket.send(get)
            let answer = socket.answer()
            #expect(answer["Transfer-Encoding"] == "chunked")
            #expect(answer["Content-Length"] == nil)
            #expect(answer.body == "hello")
            socket.send("GET / HTTP/1.0\r\n\r\n")
            let old = socket.answer()
            #expect(old["Transfer-Encoding"] == nil)
            #expect(old.body == "hello")
        }
    }

    @Test func `a length that lies goes out beside the true one`() throws {
        try withDelivery(Delivery(text("hello", headers: ["Content-Length": "9"]))) { socket, _ in
            socket.send(get)
            let head = socket.read(through: "\r\n\r\n")
            #expect(head.contains("Content-Length: 9\r\n"))
            #expect(head.contains("Content-Length: 5\r\n"))
        }
    }

    @Test func `an asset that nobody filled in is an error and not silence`() throws {
        try withDelivery(Delivery(Response(status: 200, body: .asset))) { socket, _ in
            socket.send(get)
            #expect(socket.answer().status == 500)
        }
    }
}
