import Basics
import Core
import Engine
import Foundation
import HTTPMessages
import Journal
import MicroHTTP
import TestSupport
import Testing
import Webhooks

/// What really goes over the wire, and what is made of what comes back.
@Suite struct WebhookClientTests {
    private func client(_ change: (inout WebhookClient.Configuration) -> Void = { _ in }) -> WebhookClient {
        var configuration = WebhookClient.Configuration(userAgent: "Understudy/test")
        change(&configuration)
        return WebhookClient(configuration, spawn: ThreadSource.system.run)
    }

    private func call(_ url: String, body: String = "{}", timeout: Duration = .seconds(20)) -> WebhookCall {
        WebhookCall(
            webhook: "evt_1", url: url,
            headers: ["Content-Type": "application/json", "Content-Length": "\(body.utf8.count)"],
            body: Array(body.utf8), timeout: timeout, sandbox: "default")
    }

    private func send(_ client: WebhookClient, _ call: WebhookCall) -> WebhookResult {
        let box = Pigeonhole<WebhookResult>()
        client.send(call) { box.put($0) }
        return box.take()
    }

    @Test func `a webhook is one plain POST, and nothing is added to it`() throws {
        let sink = try RawSink { _ in "HTTP/1.1 200 OK\r\nX-A: b\r\nContent-Length: 2\r\n\r\nok" }
        let client = client()
        defer { client.stop() }
        let result = send(client, call("\(sink.url)/hook?a=1", body: #"{"note":"café ☕"}"#))
        guard case .answered(200, let headers, let prefix) = result.outcome else {
            Issue.record("\(result.outcome)")
            return
        }
        #expect(headers["x-a"] == "b")
        #expect(prefix == Array("ok".utf8))
        #expect(result.address == "127.0.0.1")
        let lines = sink.requests[0].components(separatedBy: "\r\n")
        #expect(lines[0] == "POST /hook?a=1 HTTP/1.1")
        #expect(lines.last == #"{"note":"café ☕"}"#)
        let names = lines[1...].prefix { !$0.isEmpty }.map { $0.prefix { $0 != ":" }.lowercased() }
        #expect(names.sorted() == ["content-length", "content-type", "host"])
    }

    @Test func `without a thread a webhook fails, and that is told`() {
        let warnings = Lock<[String]>([])
        var configuration = WebhookClient.Configuration(userAgent: "Understudy/test")
        configuration.warn = { text in warnings.withLock { $0.append(text) } }
        let client = WebhookClient(configuration) { _, _ in nil }
        let result = send(client, call("http://127.0.0.1:9/"))
        guard case .failed(.refused, "there is no thread to send it on") = result.outcome else {
            Issue.record("\(result.outcome)")
            return
        }
        #expect(
            warnings.withLock { $0 } == [
                "The webhook evt_1 of sandbox default was not sent: there is no thread to send it on."
            ])
        client.stop()
    }

    @Test func `without a thread to look its name up on a webhook fails`() {
        let client = WebhookClient(.init(userAgent: "Understudy/test")) { name, body in
            name == "lookup" ? nil : ThreadSource.system.run(named: name, body)
        }
        defer { client.stop() }
        let result = send(client, call("http://receiver.example/"))
        guard case .failed(.dns, "there is no thread to look the name up on") = result.outcome else {
            Issue.record("\(result.outcome)")
            return
        }
    }

    @Test func `a stop returns when the thread has ended, and what comes later is abandoned`() throws {
        let hasEnded = Lock(false)
        let sink = try RawSink { _ in "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" }
        let client = WebhookClient(.init(userAgent: "Understudy/test")) { name, body in
            ThreadSource.system.run(named: name) {
                body()
                hasEnded.withLock { $0 = true }
            }
        }
        _ = send(client, call(sink.url))
        client.stop()
        #expect(hasEnded.withLock { $0 })
        guard case .abandoned = send(client, call(sink.url)).outcome else {
            Issue.record("it was sent after the end")
            return
        }
    }

    @Test func `a redirect is not followed`() throws {
        let second = try RawSink { _ in "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" }
        let first = try RawSink { _ in "HTTP/1.1 301 Moved\r\nLocation: \(second.url)/\r\nContent-Length: 0\r\n\r\n" }
        let client = client()
        defer { client.stop() }
        guard case .answered(301, _, _) = send(client, call(first.url)).outcome else {
            Issue.record("no 301")
            return
        }
        #expect(second.requests.isEmpty)
    }

    @Test func `of a huge answer no more than 64 KiB are read`() throws {
        let sink = try RawSink(endless: true) { _ in "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n" }
        let client = client()
        defer { client.stop() }
        guard case .answered(200, _, let prefix) = send(client, call(sink.url)).outcome else {
            Issue.record("not delivered")
            return
        }
        #expect(prefix.count == 1_024)
        #expect(sink.closedEarly(), "the connection was closed before all was sent")
    }

    @Test(arguments: [
        ("", DeliveryRecord.Reason.reset), ("\u{1}\u{2} garbage\r\n\r\n", .garbage), ("HTTP/1.1 ", .reset),
        ("HTTP/1.1 200 OK\r\nContent-Le", .reset),
        // The head of an interim answer is none of the answer's.
        ("HTTP/1.1 103 Early Hints\r\n\r\n", .reset),
    ])
    func `what is no answer has a reason`(bytes: String, reason: DeliveryRecord.Reason) throws {
        let sink = try RawSink { _ in bytes }
        let client = client()
        defer { client.stop() }
        guard case .failed(let found, _) = send(client, call(sink.url)).outcome else {
            Issue.record("it counts as answered")
            return
        }
        #expect(found == reason)
    }

    struct Body: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var answer: String
        /// Whether the receiver leaves the connection open behind it.
        var stalls = false
    }

    static let bodies = [
        Body(testDescription: "short", answer: "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort"),
        Body(testDescription: "missing", answer: "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"),
        Body(
            testDescription: "badly chunked",
            answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nno chunk\r\n"),
        Body(
            testDescription: "without its last chunk",
            answer: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n"),
        Body(testDescription: "stalled", answer: "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nsh", stalls: true),
        Body(
            testDescription: "behind an interim answer",
            answer: "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n"),
    ]

    @Test(arguments: bodies)
    func `an answer counts as soon as its head is there, however its body ends`(body: Body) throws {
        let sink = try RawSink(keepsAlive: body.stalls) { _ in body.answer }
        let client = client()
        defer { client.stop() }
        let timeout: Duration = body.stalls ? .milliseconds(50) : .seconds(20)
        guard case .answered(200, _, _) = send(client, call(sink.url, timeout: timeout)).outcome else {
            Issue.record("not delivered")
            return
        }
    }

    @Test func `a receiver that hangs does not delay the others`() throws {
        let hanging = try RawSink(silent: true) { _ in "" }
        let sink = try RawSink { _ in "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" }
        let client = client { $0.grace = .zero }
        defer { client.stop() }
        // More than go to one host side by side, and as many as go side by side at all.
        for _ in 0..<256 { client.send(call(hanging.url)) { _ in } }
        guard case .answered(200, _, _) = send(client, call(sink.url)).outcome else {
            Issue.record("not delivered")
            return
        }
        #expect(hanging.connections <= 32)
    }

    @Test func `a reset, a closed port, a silent receiver and a plain one asked for TLS each have their word`() throws {
        let client = client()
        defer { client.stop() }
        func reason(_ url: String, timeout: Duration = .seconds(20)) -> DeliveryRecord.Reason? {
            if case .failed(let reason, _) = send(client, call(url, timeout: timeout)).outcome { reason } else { nil }
        }
        let resetting = try RawSink(resets: true) { _ in "" }
        #expect(reason(resetting.url) == .reset)
        #expect(reason("http://127.0.0.1:\(RawSink.closedPort)/") == .refused)
        let silent = try RawSink(silent: true) { _ in "" }
        #expect(reason(silent.url, timeout: .milliseconds(50)) == .timeout)
        let plain = try RawSink { _ in "HTTP/1.1 200 OK\r\n\r\n" }
        #expect(reason(plain.url.replacingOccurrences(of: "http:", with: "https:")) == .tls)
    }

    @Test func `a name is looked up once, and only where it leads is connected to`() throws {
        let sink = try RawSink { _ in "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" }
        let lookups = Lock(0)
        let client = client { configuration in
            configuration.resolve = { name in
                #expect(name == "receiver.test")
                // Another answer each time, as one who rebinds would give.
                return lookups.withLock { count in
                    count += 1
                    return count == 1 ? [.v4(0x7F00_0001)] : [.v4(0xA9FE_A9FE)]
                }
            }
        }
        defer { client.stop() }
        let url = sink.url.replacingOccurrences(of: "127.0.0.1", with: "receiver.test")
        let first = send(client, call(url))
        guard case .answered(200, _, _) = first.outcome else {
            Issue.record("\(first.outcome)")
            return
        }
        #expect(first.address == "127.0.0.1")
        #expect(sink.requests[0].contains("Host: receiver.test:\(sink.port)\r\n"))
        guard case .failed(.blocked, _) = send(client, call(url)).outcome else {
            Issue.record("the second answer was used")
            return
        }
        #expect(lookups.withLock { $0 } == 2)
        #expect(sink.requests.count == 1)
    }

    @Test func `a name with a private address among public ones is blocked, and one without any is dns`() {
        let client = client { configuration in
            configuration.resolve = { $0 == "mixed.test" ? [.v4(0x5DB8_D822), .v4(0x0A00_0001)] : [] }
        }
        defer { client.stop() }
        guard case .failed(.blocked, _) = send(client, call("http://mixed.test/")).outcome,
            case .failed(.dns, _) = send(client, call("http://nowhere.test/")).outcome
        else {
            Issue.record("another outcome")
            return
        }
    }

    @Test func `a lookup that takes too long ends at the limit`() {
        let gate = Pigeonhole<Bool>()
        let client = client { configuration in
            configuration.resolve = { _ in
                _ = gate.take()
                return []
            }
        }
        let result = send(client, call("http://slow.test/", timeout: .milliseconds(30)))
        gate.put(true)
        client.stop()
        guard case .failed(.timeout, _) = result.outcome else {
            Issue.record("\(result.outcome)")
            return
        }
    }

    @Test func `a blocked one is told in one line, and no packet is sent`() throws {
        let warnings = Lock<[String]>([])
        let sink = try RawSink { _ in "HTTP/1.1 200 OK\r\n\r\n" }
        let client = client { $0.warn = { text in warnings.withLock { $0.append(text) } } }
        client.guardPorts([sink.port], isWide: false)
        defer { client.stop() }
        guard case .failed(.blocked, _) = send(client, call(sink.url)).outcome else {
            Issue.record("not blocked")
            return
        }
        #expect(warnings.withLock { $0.count } == 1)
        #expect(warnings.withLock { $0.first?.contains("\n") } == false)
        #expect(sink.connections == 0)
    }

    @Test func `connections are used again only where that is wanted`() throws {
        for keeps in [false, true] {
            let sink = try RawSink(keepsAlive: true) { _ in "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" }
            let client = client { $0.keepsConnections = keeps }
            defer { client.stop() }
            for _ in 0..<5 { _ = send(client, call(sink.url)) }
            #expect(sink.requests.count == 5)
            #expect(sink.connections == (keeps ? 1 : 5))
        }
    }

    @Test func `proxies of the environment are not asked`() throws {
        setenv("http_proxy", "http://127.0.0.1:\(RawSink.closedPort)", 1)
        defer { unsetenv("http_proxy") }
        let sink = try RawSink { _ in "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" }
        let client = client()
        defer { client.stop() }
        guard case .answered(200, _, _) = send(client, call(sink.url)).outcome else {
            Issue.record("not delivered")
            return
        }
    }

    @Test func `a stop lets nothing begin, and abandons what takes longer than the grace`() throws {
        let silent = try RawSink(silent: true) { _ in "" }
        let client = client { $0.grace = .milliseconds(20) }
        let box = Pigeonhole<WebhookResult>()
        client.send(call(silent.url)) { box.put($0) }
        silent.awaitConnection()
        client.stop()
        guard case .abandoned = box.take().outcome, case .abandoned = send(client, call(silent.url)).outcome else {
            Issue.record("not abandoned")
            return
        }
    }
}
