import Basics
import HTTPMessages
import TestSupport
import Testing
import Time

@testable import MicroHTTP

/// A stream that gives the pieces it was made with.
final class Pieces: BodyStream {
    let length: Int?
    private let pieces: Lock<[BodyPiece]>

    init(_ pieces: [BodyPiece], length: Int? = nil) {
        self.length = length
        self.pieces = Lock(pieces)
    }

    func next(atMost limit: Int) -> BodyPiece {
        pieces.withLock { $0.isEmpty ? .end : $0.removeFirst() }
    }
}

private func bytes(_ text: String) -> BodyPiece { .bytes(Array(text.utf8)) }

@Suite struct StreamTests {
    private func withStream(
        _ pieces: [BodyPiece], length: Int? = nil, waker: (any Waker)? = nil, _ body: (RawSocket, Probe) throws -> Void
    ) throws {
        let probe = Probe { _, exchange in
            exchange.deliver(
                Delivery(Response(status: 200, body: .stream(Pieces(pieces, length: length)))), waker: waker)
        }
        try withServer(probe) { _, port in try body(RawSocket(port: port), probe) }
    }

    @Test func `a stream without a length goes out in chunks, each when it comes`() throws {
        let waker = HandWaker()
        try withStream([bytes("data: 1\n\n"), .pause(.seconds(2)), bytes("data: 2\n\n")], waker: waker) {
            socket, probe in
            socket.send(get)
            #expect(socket.read(through: "\r\n\r\n").contains("Transfer-Encoding: chunked\r\n"))
            #expect(socket.read(through: "\n\n\r\n") == "9\r\ndata: 1\n\n\r\n")
            waker.passNext()
            #expect(socket.read(through: "0\r\n\r\n") == "9\r\ndata: 2\n\n\r\n0\r\n\r\n")
            #expect(probe.nextEnd().bytesSent == 18)
            socket.send(get)
            #expect(socket.read(through: "\r\n\r\n").hasPrefix("HTTP/1.1 200 "), "the connection is kept")
        }
    }

    @Test func `a stream with a length is not chunked`() throws {
        try withStream([bytes("abc"), bytes("def")], length: 6) { socket, _ in
            socket.send(get)
            let answer = socket.answer()
            #expect(answer["Content-Length"] == "6")
            #expect(answer.body == "abcdef")
        }
    }

    @Test(arguments: [[bytes("abc"), .failure], [bytes("abc")], [bytes("abc"), .bytes([])]])
    func `a stream that breaks off or ends early closes without completing the body`(pieces: [BodyPiece]) throws {
        try withStream(pieces, length: 6) { socket, probe in
            socket.send(get)
            #expect(split(socket.readToEnd()).body == "abc")
            #expect(socket.ending == .closed)
            #expect(probe.nextEnd().end == .faultPerformed)
        }
    }

    @Test func `a stream that gives more than was asked for loses nothing`() throws {
        let large = String(repeating: "0123456789", count: 20_000)
        try withStream([bytes(large), bytes("!")]) { socket, _ in
            socket.send(get)
            #expect(socket.answer().body == large + "!")
        }
    }

    @Test func `a stream that gives more than its length is cut`() throws {
        try withStream([bytes("abcdef")], length: 4) { socket, _ in
            socket.send(get)
            #expect(socket.answer().body == "abcd")
        }
    }

    @Test func `HEAD of a stream reads nothing from it`() throws {
        try withStream([.failure], length: 4) { socket, _ in
            socket.send("HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(socket.answer(toHead: true)["Content-Length"] == "4")
        }
    }
}
