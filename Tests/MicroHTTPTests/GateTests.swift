import HTTPMessages
import TestSupport
import Testing

@testable import MicroHTTP

/// http-library.md §4, row by row, as bytes on a socket.
@Suite struct GateTests {
    struct Wrong: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var request: String
        var status = 400
        var says: String

        init(_ name: String, _ request: String, status: Int = 400, says: String) {
            testDescription = name
            self.request = request
            self.status = status
            self.says = says
        }
    }

    static func post(
        _ fields: String, target: String = "/x", method: String = "POST", version: String = "1.1"
    ) -> String {
        "\(method) \(target) HTTP/\(version)\r\n\(fields)\r\n"
    }

    static let host = "Host: localhost\r\n"

    static func chunked(_ body: String) -> String { post(host + "Transfer-Encoding: chunked\r\n") + body }

    static let target = "the request target has"

    static let wrongs = [
        Wrong(
            "two lengths", post(host + "Content-Length: 3\r\nContent-Length: 5\r\n") + "abcde",
            says: "more than one Content-Length"),
        Wrong(
            "two equal lengths", post(host + "Content-Length: 3\r\nContent-Length: 3\r\n") + "abc",
            says: "more than one Content-Length"),
        Wrong("two hosts", post(host + "Host: elsewhere\r\n"), says: "more than one Host"),
        Wrong(
            "two encodings", post(host + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n",
            says: "more than one Transfer-Encoding"),
        Wrong(
            "length and encoding", post(host + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n",
            says: "Content-Length together with Transfer-Encoding"),
        Wrong(
            "length behind encoding", post(host + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n") + "0\r\n\r\n",
            says: "Content-Length together with Transfer-Encoding"),
        Wrong(
            "an unknown encoding", post(host + "Transfer-Encoding: gzip, chunked\r\n"),
            says: "Transfer-Encoding is not exactly chunked"),
        Wrong(
            "an encoding with a space in it", post(host + "Transfer-Encoding: chun ked\r\n"),
            says: "Transfer-Encoding is not exactly chunked"),
        Wrong(
            "an encoding on HTTP/1.0", post(host + "Transfer-Encoding: chunked\r\n", version: "1.0") + "0\r\n\r\n",
            says: "Transfer-Encoding on HTTP/1.0"),
        Wrong(
            "a space before the colon", post(host + "Content-Length : 3\r\n") + "abc",
            says: "a header name is not a token"),
        Wrong("a control byte in a name", post(host + "X-\u{1}: 3\r\n"), says: "a header name is not a token"),
        Wrong(
            "a fold glued to a name", post(host + "Transfer-Encoding: chunked\r\n x\r\n") + "0\r\n\r\n",
            says: "a header line is folded or has a NUL"),
        Wrong("a fold on the last field", post(host + "X: 1\r\n\t2\r\n"), says: "a header line is folded or has a NUL"),
        Wrong("a name that begins with a space", post(" X: 1\r\n" + host), says: "a header name is not a token"),
        Wrong(
            "a control byte in a value", post(host + "X: a\u{2}b\r\n"), says: "a header value has a control character"),
        Wrong("a bare CR in a value", post(host + "X: a\rb\r\n"), says: "a header value has a control character"),
        Wrong("DEL in a value", post(host + "X: a\u{7F}b\r\n"), says: "a header value has a control character"),
        Wrong("a NUL in a value", post(host + "X: a\0b\r\nY: c\r\n"), says: "a header line is folded or has a NUL"),
        Wrong("a NUL in the last value", post(host + "X: a\0b\r\n"), says: "a header line is folded or has a NUL"),
        Wrong(
            "a NUL in the length", post(host + "Content-Length: 3\09\r\n") + "abc",
            says: "a header line is folded or has a NUL"),
        Wrong("a host that is none", post("Host: a/b\r\n"), says: "Host is not the name of a host"),
        Wrong("an empty host", post("Host:\r\n"), says: "Host is not the name of a host"),
        Wrong("a host with a user", post("Host: me@there\r\n"), says: "Host is not the name of a host"),
        Wrong("a tab in the target", post(host, target: "/a\tb"), says: "\(target) a control character"),
        Wrong("a NUL in the target", post(host, target: "/a\0b"), says: "\(target) a control character"),
        Wrong("no leading slash", post(host, target: "a/b"), says: "the request target does not begin with a slash"),
        Wrong(
            "an asterisk", post(host, target: "*", method: "OPTIONS"),
            says: "the request target does not begin with a slash"),
        Wrong(
            "another host in the target", post(host, target: "http://elsewhere/x"),
            says: "the request target names another host than Host"),
        Wrong(
            "an absolute form without host", post(host, target: "http:///x"), says: "the request target names no host"),
        Wrong("an unknown method", post(host, method: "BREW"), says: "the method is not supported"),
        Wrong("a method in lower case", post(host, method: "post"), says: "the method is not supported"),
        Wrong("CONNECT", post(host, target: "/", method: "CONNECT"), says: "the method is not supported"),
        Wrong(
            "a bare CR in the extension of a chunk", chunked("3;a\rb\r\nabc\r\n0\r\n\r\n"),
            says: "a chunk extension has a bare CR"),
        Wrong(
            "a bare CR before the line end of a chunk", chunked("3;a\r\r\nabc\r\n0\r\n\r\n"),
            says: "a chunk extension has a bare CR"),
        Wrong(
            "a bare CR in the extension of a later chunk", chunked("3;a\r\nabc\r\n2;x=\"\r\"\r\nde\r\n0\r\n\r\n"),
            says: "a chunk extension has a bare CR"),
        Wrong(
            "a compressed body", post(host + "Content-Encoding: gzip\r\nContent-Length: 3\r\n") + "abc", status: 415,
            says: "a body with a Content-Encoding is not accepted"),
    ]

    @Test(arguments: [true, false])
    func `a page of another site may read a refusal where pages are welcome`(allowsOrigins: Bool) throws {
        var configuration = HTTPServerConfiguration()
        configuration.allowsOrigins = allowsOrigins
        try withServer(configuration, Probe { _, _ in }) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(Self.post(Self.host + "Origin: https://app.example\r\nContent-Encoding: gzip\r\n"))
            let answer = socket.answer()
            #expect(answer.status == 415)
            #expect(answer["Access-Control-Allow-Origin"] == (allowsOrigins ? "*" : nil))
        }
    }

    @Test(arguments: wrongs)
    func `a wrong request is refused in plain words and the connection closes`(wrong: Wrong) throws {
        let probe = Probe { _, exchange in exchange.deliver(Delivery(text("routed")), waker: nil) }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(wrong.request + get)
            let answer = socket.answer()
            #expect(answer.status == wrong.status)
            #expect(answer.body == wrong.says + "\n")
            #expect(answer["Connection"] == "close")
            #expect(socket.readToEnd() == "", "nothing behind a refusal is answered")
            #expect(socket.ending == .closed)
            #expect(probe.requests.isEmpty)
        }
    }

    @Test(arguments: [
        ("no host on HTTP/1.1", "GET / HTTP/1.1\r\n\r\n"),
        ("a length that is no number", post(host + "Content-Length: 3x\r\n") + "abc"),
        ("a negative length", post(host + "Content-Length: -3\r\n")),
        ("a name with a NUL", post(host + "X\0Y: 1\r\n")),
        ("a line without a colon", post(host + "X\r\n")),
    ])
    func `what the library refuses by itself stays refused`(name: String, request: String) throws {
        let probe = Probe { _, exchange in exchange.deliver(Delivery(text("routed")), waker: nil) }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(request + get)
            #expect(socket.readToEnd().hasPrefix("HTTP/1.1 400 "))
            #expect(probe.requests.isEmpty)
        }
    }

    @Test(arguments: [
        ("HTTP/1.0 without a host", "GET / HTTP/1.0\r\n\r\n", "/", ""),
        (
            "an absolute form for the host it names", "GET http://LOCALHOST/x?y HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "/x", "y"
        ),
        ("an absolute form without a path", "GET http://localhost?y=1 HTTP/1.1\r\nHost: localhost\r\n\r\n", "/", "y=1"),
        (
            "escapes stay as they are", "GET /a%2Fb/%2e%2e%2fc?d=%2B+e HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "/a%2Fb/%2e%2e%2fc", "d=%2B+e"
        ),
        (
            "escapes of what ends lines", "GET /a%00%0D?b=%0A HTTP/1.1\r\nHost: localhost\r\n\r\n", "/a%00%0D", "b=%0A"
        ),
        (
            "chunks with extensions",
            "POST /c HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "3;a;b=\"c;\"\r\na\rb\r\n4;d\r\n\n\r\r\n\r\n0;e\r\n\r\n", "/c", ""
        ),
        ("many parameters", "GET /a?b=1&c&=&d=%26?f HTTP/1.1\r\nHost: localhost\r\n\r\n", "/a", "b=1&c&=&d=%26?f"),
        ("lines that end in LF alone", "GET /lf HTTP/1.1\nHost: localhost\nX: 1\n\n", "/lf", ""),
        (
            "identity is no encoding", "GET /i HTTP/1.1\r\nHost: [::1]:80\r\nContent-Encoding: identity\r\n\r\n", "/i",
            ""
        ),
        ("a tab in a value", "GET /t HTTP/1.1\r\nHost: localhost\r\nX: a\tb\r\n\r\n", "/t", ""),
        ("an empty value", "GET /e HTTP/1.1\r\nHost: localhost\r\nX:\r\n\r\n", "/e", ""),
    ])
    func `a sound request passes with its target raw`(name: String, request: String, path: String, query: String) throws
    {
        let probe = Probe { _, exchange in exchange.deliver(Delivery(text("routed")), waker: nil) }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(request)
            #expect(socket.answer().body == "routed")
            #expect(probe.requests.map(\.path) == [path])
            #expect(probe.requests.map(\.query) == [query])
        }
    }

    @Test(arguments: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"])
    func `every method of the closed list passes`(method: String) throws {
        let probe = Probe { _, exchange in exchange.deliver(Delivery(text("routed")), waker: nil) }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(GateTests.post(GateTests.host, method: method))
            #expect(socket.answer(toHead: method == "HEAD").status == 200)
            #expect(probe.requests.map(\.method) == [method])
        }
    }

    @Test func `a target that is not UTF-8 is refused`() throws {
        let probe = Probe { _, exchange in exchange.deliver(Delivery(text("routed")), waker: nil) }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(Array("GET /a".utf8) + [0xFF] + Array(" HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
            #expect(socket.answer().body == "the request target is not UTF-8\n")
        }
    }

    @Test func `all fields arrive in order with their bytes`() throws {
        let probe = Probe { _, exchange in exchange.deliver(Delivery(text("routed")), waker: nil) }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send("GET / HTTP/1.1\r\nHost: localhost:1\r\nX-A:  one\r\nx-a: tw\u{F6}\r\nX-B: \r\n\r\n")
            #expect(socket.answer().status == 200)
            let request = try #require(probe.requests.first)
            #expect(request.headers.map(\.name) == ["Host", "X-A", "x-a", "X-B"])
            #expect(request.headers.all("X-A") == ["one", "tw\u{F6}"])
            #expect(request.headers["x-b"] == "")
            #expect(request.base == "http://localhost:1")
            #expect(request.peer == "127.0.0.1")
        }
    }
}
