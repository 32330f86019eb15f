import Basics
import Glibc
import HTTPMessages
import TestSupport
import Testing

@testable import MicroHTTP

/// What the server takes from the system, and what it says when the system has no more.
@Suite struct ResourceTests {
    /// Gives so many threads and then none.
    static func source(of count: Int) -> ThreadSource {
        let left = Lock(count)
        return ThreadSource { (name, body) throws(SystemError) in
            let isLeft = left.withLock { left in
                left -= 1
                return left >= 0
            }
            guard isLeft else { throw SystemError(number: EAGAIN) }
            return try MicroHTTP.Thread(named: name, body)
        }
    }

    @Test func `servers that were started and stopped leave no thread and no descriptor behind`() async {
        await #expect(processExitsWith: .success) {
            OwnProcess.settle()
            let files = OwnProcess.openFiles
            for round in 0..<20 {
                let probe = ReopeningTests.probe
                defer { probe.forget() }
                let server = try HTTPServer(HTTPServerConfiguration(ports: [0, 0], loops: 3), application: probe)
                if round % 4 == 3 { continue }
                server.start()
                let held = try RawSocket(port: server.ports[1])
                held.send(ReopeningTests.held)
                #expect(ReopeningTests.saysHello(server.ports[0]))
                _ = probe.arrived(2)
                server.alarm(at: .max) { _ = server.ports }
                server.stop()
                #expect(held.answer().status == 503)
                // What comes too late holds nothing.
                for exchange in probe.exchanges { exchange.deliver(Delivery(text("late")), waker: nil) }
            }
            #expect(eventually { OwnProcess.threads == [] }, "\(OwnProcess.threads)")
            #expect(OwnProcess.opened(since: files) == [])
        }
    }

    @Test func `a server without a thread for each loop does not start, and leaves nothing behind`() async {
        await #expect(processExitsWith: .success) {
            OwnProcess.settle()
            let files = OwnProcess.openFiles
            for count in 0..<3 {
                let failure = #expect(throws: StartFailure.self) {
                    try HTTPServer(
                        HTTPServerConfiguration(loops: 3), application: ReopeningTests.probe,
                        threads: ResourceTests.source(of: count))
                }
                #expect(failure?.description.hasPrefix("the system gave no thread for a loop: ") == true)
            }
            let probe = ReopeningTests.probe
            try withServer(HTTPServerConfiguration(loops: 3), probe, threads: ResourceTests.source(of: 3)) { _, port in
                #expect(ReopeningTests.saysHello(port))
            }
            #expect(eventually { OwnProcess.threads == [] }, "\(OwnProcess.threads)")
            #expect(OwnProcess.opened(since: files) == [])
        }
    }

    @Test func `with too few descriptors a server says so and leaves nothing behind, at whatever step they end`() async
    {
        await #expect(processExitsWith: .success) {
            OwnProcess.settle()
            let files = OwnProcess.openFiles
            var words: Set<String> = []
            var started = 0
            // Downwards, since not everybody may raise a hard limit again; the server raises the soft one to it.
            for count in (2...40).reversed() {
                OwnProcess.leaveDescriptors(count)
                do {
                    let server = try HTTPServer(
                        HTTPServerConfiguration(ports: [0, 0], loops: 2), application: ReopeningTests.probe)
                    started += 1
                    server.start()
                    server.stop()
                } catch {
                    let text = "\(error)"
                    words.insert(String(text.prefix { !$0.isNumber && $0 != ":" }))
                    #expect(text.contains("Too many open files; `ulimit -n` sets how many"), "\(text)")
                }
                #expect(OwnProcess.opened(since: files) == [], "with \(count)")
            }
            #expect(started > 0, "with 40 descriptors")
            #expect(words.sorted() == ["port ", "the system gave no descriptors for a loop"], "\(words)")
            #expect(eventually { OwnProcess.threads == [] }, "\(OwnProcess.threads)")
        }
    }

    @Test func `a port that cannot be reopened for lack of descriptors comes back when there are some`() async {
        await #expect(processExitsWith: .success) {
            OwnProcess.settle()
            let warnings = Lock<[String]>([])
            var configuration = HTTPServerConfiguration(ports: [0, 0], loops: 2)
            configuration.warn = { text in warnings.withLock { $0.append(text) } }
            let probe = ReopeningTests.probe
            defer { probe.forget() }
            let server = try HTTPServer(configuration, application: probe)
            server.start()
            let held = try RawSocket(port: server.ports[0])
            held.send(ReopeningTests.held)
            let port = server.ports[1]
            _ = probe.arrived()
            server.close(port: port)
            #expect(eventually { ReopeningTests.isRefused(port) })
            for round in 0..<3 {
                OwnProcess.withDescriptors(left: round) {
                    server.open(port: port)
                    #expect(eventually { warnings.withLock { $0.count } == 2 * round + 1 })
                }
                #expect(eventually { ReopeningTests.saysHello(port) })
                #expect(warnings.withLock { $0.count } == 2 * round + 2)
                server.close(port: port)
                #expect(eventually { ReopeningTests.isRefused(port) })
            }
            #expect(warnings.withLock { $0 }.first?.contains("Too many open files") == true)
            #expect(ReopeningTests.saysHello(server.ports[0]))
            probe.exchanges.first?.deliver(Delivery(text("at last")), waker: nil)
            #expect(held.answer().body == "at last")
            server.stop()
        }
    }

    @Test func `what cannot be watched is told, not passed over`() throws {
        let poller = try Poller()
        #expect(throws: SystemError(number: EBADF)) { () throws in try poller.add(-1, .mailbox, 0) }
    }

    @Test func `clients that keep sending behind their refusal leave no descriptor behind`() async {
        await #expect(processExitsWith: .success) {
            OwnProcess.settle()
            let files = OwnProcess.openFiles
            let refused = LimitTests.post("Content-Encoding: gzip\r\nContent-Length: 100\r\n")
            var sockets: [RawSocket] = []
            try withServer(LimitTests.probe(limit: 10)) { _, port in
                for _ in 0..<4 {
                    let socket = try RawSocket(port: port)
                    socket.send(refused)
                    #expect(socket.readToEnd().hasPrefix("HTTP/1.1 415 "))
                    sockets.append(socket)
                }
            }
            for socket in sockets { socket.close() }
            #expect(OwnProcess.opened(since: files) == [])
        }
    }
}
