import HTTPMessages
import TestSupport
import Testing

@testable import MicroHTTP

/// Requests that are read slowly, not to their end, or not without more ado.
@Suite struct ReceptionTests {
    private static let head = "POST /things HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8\r\n"

    private func withPlan(
        waker: HandWaker = HandWaker(), _ change: (inout Reception) -> Void, _ body: (RawSocket, Probe) throws -> Void
    ) throws {
        var reception = Reception()
        change(&reception)
        let probe = Probe(plan: ReceptionPlan(reception, waker: waker)) { _, exchange in
            exchange.deliver(Delivery(text("hello")), waker: nil)
        }
        try withServer(probe) { _, port in try body(RawSocket(port: port), probe) }
    }

    @Test func `a body is read no faster than the rate has it`() throws {
        let waker = HandWaker()
        try withPlan(waker: waker, { $0.rate = 10 }) { socket, probe in
            for number in 1...2 {
                socket.send(Self.head + "\r\nabcd")
                waker.waitUntilAsked()
                socket.send("efgh")
                #expect(socket.isSilent && probe.requests.count == number - 1)
                waker.passAll()
                waker.waitUntilAsked()
                #expect(socket.isSilent && probe.requests.count == number - 1)
                waker.passAll()
                #expect(socket.answer().body == "hello")
                #expect(probe.requests.last?.bytes == Array("abcdefgh".utf8))
            }
            #expect(waker.pauses == [Duration](repeating: .milliseconds(400), count: 4))
        }
    }

    @Test func `after so many bytes of a body nothing is read for a while`() throws {
        let waker = HandWaker()
        try withPlan(
            waker: waker,
            {
                $0.stallAfter = 2
                $0.stall = .seconds(30)
            }
        ) { socket, probe in
            socket.send(Self.head + "\r\nabcd")
            waker.waitUntilAsked()
            socket.send("efgh")
            #expect(socket.isSilent && probe.requests.isEmpty)
            waker.passAll()
            #expect(socket.answer().body == "hello")
            #expect(waker.pauses == [.seconds(30)])
        }
    }

    @Test(arguments: [0, 3])
    func `an upload is reset after so many bytes`(limit: Int) throws {
        try withPlan({ $0.resetAfter = limit }) { socket, probe in
            socket.send(Self.head + "\r\n" + (limit == 0 ? "" : "abcd"))
            #expect(socket.readToEnd() == "")
            #expect(socket.ending == .reset)
            #expect(probe.requests.isEmpty)
        }
    }

    @Test func `a request without a body is answered as ever`() throws {
        try withPlan({
            $0.rate = 1
            $0.resetAfter = 0
        }) { socket, _ in
            socket.send(get)
            #expect(socket.answer().body == "hello")
        }
    }

    private static let expecting = head + "Expect: 100-continue\r\n\r\n"

    @Test func `who asks whether to go on is refused`() throws {
        try withPlan({ $0.continuation = .refused }) { socket, probe in
            socket.send(Self.expecting)
            #expect(socket.readToEnd().hasPrefix("HTTP/1.1 417 "))
            #expect(socket.ending == .closed)
            #expect(probe.requests.isEmpty)
        }
    }

    @Test func `who asks whether to go on waits for a while`() throws {
        let waker = HandWaker()
        try withPlan(waker: waker, { $0.continuation = .late(.seconds(2)) }) { socket, _ in
            socket.send(Self.expecting)
            waker.waitUntilAsked()
            #expect(socket.isSilent)
            waker.passAll()
            #expect(socket.read(through: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
            socket.send("abcdefgh")
            #expect(socket.answer().body == "hello")
            #expect(waker.pauses == [.seconds(2)])
        }
    }

    @Test func `who asks whether to go on hears nothing, and is answered when the body has come`() throws {
        try withPlan({ $0.continuation = .never }) { socket, probe in
            for number in 1...2 {
                socket.send(Self.expecting)
                socket.send("abcdefgh")
                let answer = socket.answer()
                #expect(answer.status == 200 && answer.body == "hello", "no interim answer comes first")
                #expect(probe.requests.count == number)
                #expect(probe.requests.last?.headers.all("Expect") == ["100-continue"])
            }
        }
    }

    @Test func `a client may leave and the server may stop while nothing is read`() throws {
        let waker = HandWaker()
        try withPlan(waker: waker, { $0.rate = 1 }) { socket, probe in
            socket.send(Self.head + "\r\nabcd")
            waker.waitUntilAsked()
            socket.close()
            #expect(eventually { waker.cancelled == 1 })
            #expect(probe.requests.isEmpty)
        }
        try withPlan(waker: waker, { $0.rate = 1 }) { socket, _ in
            socket.send(Self.head + "\r\nabcd")
            waker.waitUntilAsked()
        }
    }
}
