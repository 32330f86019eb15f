import Basics
import HTTPMessages
import TestSupport
import Testing

@testable import MicroHTTP

/// A head of 16 KiB in 200 fields, cookies and parameters passes; what is longer is refused at once, and the log tells so.
@Suite struct HeadLimitTests {
    struct Head: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var target = "/x"
        var fields = ""

        var request: String { "GET \(target) HTTP/1.1\r\nHost: localhost\r\n\(fields)\r\n" }
    }

    static func cookies(_ count: Int, of length: Int) -> String {
        let values = (0..<count).map { "c\($0)=" + String(repeating: "x", count: length) }
        return "Cookie: " + values.joined(separator: "; ") + "\r\n"
    }

    static func fields(_ count: Int, of length: Int) -> String {
        (0..<count).map { "X-\($0): " + String(repeating: "v", count: length) + "\r\n" }.joined()
    }

    static func target(_ count: Int, of length: Int) -> String {
        "/x?" + (0..<count).map { "a\($0)=" + String(repeating: "y", count: length) }.joined(separator: "&")
    }

    static let long = [
        Head(testDescription: "cookies of every server on the machine", fields: cookies(45, of: 50)),
        Head(testDescription: "the most cookies", fields: cookies(198, of: 75)),
        Head(testDescription: "the most fields", fields: fields(199, of: 70)),
        Head(testDescription: "many short parameters", target: target(120, of: 1)),
        Head(testDescription: "the most parameters", target: target(200, of: 75)),
        Head(testDescription: "one long field", fields: fields(1, of: 16_000)),
    ]

    @Test(arguments: long)
    func `a head within its limits passes, also on a connection that is kept`(head: Head) throws {
        let probe = Probe { request, exchange in exchange.deliver(Delivery(text(request.query)), waker: nil) }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            for _ in 1...3 {
                socket.send(head.request)
                let answer = socket.answer()
                #expect(answer.status == 200)
                #expect(answer.body == head.target.split(separator: "?").dropFirst().joined())
            }
        }
    }

    struct Excess: Sendable, CustomTestStringConvertible {
        var head: Head
        var status: Int
        var says: String

        var testDescription: String { head.testDescription }
    }

    static let excesses = [
        Excess(
            head: Head(testDescription: "a byte too long", fields: fields(1, of: 16_384)), status: 431,
            says: "the head of the request is longer than 16384 bytes"),
        Excess(
            head: Head(testDescription: "too many fields", fields: fields(200, of: 1)), status: 431,
            says: "the request has more than 200 header fields and cookies"),
        Excess(
            head: Head(testDescription: "too many cookies", fields: cookies(200, of: 1)), status: 431,
            says: "the request has more than 200 header fields and cookies"),
        Excess(
            head: Head(testDescription: "cookies that take up the connection's memory", fields: cookies(1_000, of: 1)),
            status: 431, says: "the request has more than 200 header fields and cookies"),
        Excess(
            head: Head(testDescription: "too many parameters", target: target(201, of: 1)), status: 414,
            says: "the query has more than 200 parameters"),
        Excess(
            head: Head(testDescription: "far too many parameters", target: target(2_000, of: 1)), status: 414,
            says: "the query has more than 200 parameters"),
        Excess(
            head: Head(testDescription: "a target too long", target: target(1, of: 17_000)), status: 414,
            says: "the request target is longer than 16384 bytes"),
        Excess(
            head: Head(testDescription: "a target far too long", target: target(1, of: 200_000)), status: 414, says: ""),
        Excess(
            head: Head(testDescription: "a head far too long", fields: fields(1, of: 200_000)), status: 431, says: ""),
        Excess(
            head: Head(testDescription: "far too many fields", fields: fields(2_000, of: 1)), status: 431, says: ""),
    ]

    @Test(arguments: excesses)
    func `a head beyond its limits is refused at once, and the log tells`(excess: Excess) throws {
        let warnings = Lock<[String]>([])
        var configuration = HTTPServerConfiguration()
        configuration.warn = { text in warnings.withLock { $0.append(text) } }
        let probe = Probe { _, exchange in exchange.deliver(Delivery(text("")), waker: nil) }
        try withServer(configuration, probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(excess.head.request)
            let answer = socket.readToEnd()
            #expect(answer.hasPrefix("HTTP/1.1 \(excess.status) "))
            #expect(excess.says.isEmpty || answer.hasSuffix(excess.says + "\n"))
            let told = warnings.withLock { $0 }
            #expect(told.count == 1)
            #expect(told.allSatisfy { $0.contains("was refused with \(excess.status)") })
            // Nobody else is touched by it.
            let other = try RawSocket(port: port)
            other.send(get)
            #expect(other.answer().status == 200)
        }
    }
}
