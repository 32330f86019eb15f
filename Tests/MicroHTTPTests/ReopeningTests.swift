import Basics
import HTTPMessages
import TestSupport
import Testing

@testable import MicroHTTP

/// Ports that are closed and opened while the server runs.
@Suite struct ReopeningTests {
    /// Says hello, but holds what asks for it.
    static var probe: Probe {
        Probe { request, exchange in
            if request.path != "/held" { exchange.deliver(Delivery(text("hello")), waker: nil) }
        }
    }

    static let held = "GET /held HTTP/1.1\r\nHost: localhost\r\n\r\n"

    static func isRefused(_ port: Int, overIPv6: Bool = false) -> Bool {
        (try? RawSocket(port: port, overIPv6: overIPv6)) == nil
    }

    static func saysHello(_ port: Int, overIPv6: Bool = false) -> Bool {
        guard let socket = try? RawSocket(port: port, overIPv6: overIPv6) else { return false }
        socket.send(get)
        return socket.answer().body == "hello"
    }

    @Test func `a hundred times closed and opened, a port leaves no descriptor behind`() async {
        await #expect(processExitsWith: .success) {
            OwnProcess.settle()
            let probe = ReopeningTests.probe
            defer { probe.forget() }
            let server = try HTTPServer(HTTPServerConfiguration(ports: [0, 0], loops: 2), application: probe)
            server.start()
            let port = server.ports[1]
            let files = OwnProcess.openFiles
            for _ in 1...100 {
                server.close(port: port)
                #expect(eventually { ReopeningTests.isRefused(port) && ReopeningTests.isRefused(port, overIPv6: true) })
                server.open(port: port)
                #expect(eventually { ReopeningTests.saysHello(port) })
            }
            #expect(eventually { OwnProcess.opened(since: files) == [] }, "\(OwnProcess.opened(since: files))")
            #expect(ReopeningTests.saysHello(port, overIPv6: true))
            #expect(ReopeningTests.saysHello(server.ports[0]))
            server.stop()
        }
    }

    @Test func `requests that are held on a port outlive every closing, and their listeners end with them`() async {
        await #expect(processExitsWith: .success) {
            OwnProcess.settle()
            let probe = ReopeningTests.probe
            defer { probe.forget() }
            let server = try HTTPServer(HTTPServerConfiguration(ports: [0, 0], loops: 2), application: probe)
            server.start()
            let port = server.ports[1]
            let files = OwnProcess.openFiles
            var sockets: [RawSocket] = []
            for round in 1...50 {
                let socket = try RawSocket(port: port)
                socket.send(ReopeningTests.held)
                #expect(eventually { probe.requests.count { $0.path == "/held" } == round })
                sockets.append(socket)
                server.close(port: port)
                #expect(eventually { ReopeningTests.isRefused(port) })
                server.open(port: port)
                #expect(eventually { ReopeningTests.saysHello(port) })
            }
            for exchange in probe.exchanges { exchange.deliver(Delivery(text("at last")), waker: nil) }
            #expect(sockets.allSatisfy { $0.answer().body == "at last" })
            #expect(OwnProcess.opened(since: files).count > 100)
            sockets = []
            #expect(eventually { OwnProcess.opened(since: files) == [] }, "\(OwnProcess.opened(since: files))")
            server.stop()
        }
    }

    @Test func `a server stops with requests held on closed ports`() throws {
        let probe = ReopeningTests.probe
        defer { probe.forget() }
        let server = try HTTPServer(HTTPServerConfiguration(ports: [0, 0]), application: probe)
        server.start()
        let sockets = try server.ports.map { try RawSocket(port: $0) }
        for socket in sockets { socket.send(ReopeningTests.held) }
        _ = probe.arrived(2)
        for port in server.ports { server.close(port: port) }
        #expect(eventually { server.ports.allSatisfy { ReopeningTests.isRefused($0) } })
        server.stop()
        #expect(sockets.allSatisfy { $0.answer().status == 503 })
        #expect(probe.ends.map(\.end) == [.stopped, .stopped])
    }

    @Test(arguments: [false, true])
    func `a port that somebody else took comes back when it is free, and nothing that runs is harmed`(
        overIPv6: Bool
    ) throws {
        let warnings = Lock<[String]>([])
        var configuration = HTTPServerConfiguration(ports: [0, 0], loops: 2)
        configuration.warn = { text in warnings.withLock { $0.append(text) } }
        let probe = ReopeningTests.probe
        try withServer(configuration, probe) { server, other in
            let port = server.ports[1]
            let waiting = try [port, other].map { try RawSocket(port: $0) }
            for socket in waiting { socket.send(ReopeningTests.held) }
            _ = probe.arrived(2)
            server.close(port: port)
            #expect(eventually { ReopeningTests.isRefused(port) && ReopeningTests.isRefused(port, overIPv6: true) })
            var somebody = OccupiedPort(port, overIPv6: overIPv6)
            #expect(somebody != nil)
            server.open(port: port)
            #expect(eventually { warnings.withLock { !$0.isEmpty } })
            #expect(ReopeningTests.isRefused(port, overIPv6: !overIPv6), "all of it is opened, or nothing")
            #expect(ReopeningTests.saysHello(other))
            for exchange in probe.exchanges { exchange.deliver(Delivery(text("at last")), waker: nil) }
            #expect(waiting.allSatisfy { $0.answer().body == "at last" })
            somebody = nil
            #expect(eventually { ReopeningTests.saysHello(port) && ReopeningTests.saysHello(port, overIPv6: true) })
        }
        let port = warnings.withLock { $0 }
        #expect(port.count == 2)
        #expect(port.first?.hasPrefix("port ") == true)
        #expect(
            port.first?.contains("\(overIPv6 ? "::1" : "127.0.0.1") is already in use, so it could not be opened again")
                == true)
        #expect(port.last?.hasSuffix(" is open again") == true)
    }

    @Test func `a port that nobody wants open any more is not opened when it is free again`() throws {
        let warnings = Lock<[String]>([])
        var configuration = HTTPServerConfiguration(ports: [0, 0])
        configuration.warn = { text in warnings.withLock { $0.append(text) } }
        try withServer(configuration, ReopeningTests.probe) { server, other in
            let port = server.ports[1]
            server.close(port: port)
            #expect(eventually { ReopeningTests.isRefused(port) && ReopeningTests.isRefused(port, overIPv6: true) })
            var somebody = OccupiedPort(port)
            server.open(port: port)
            #expect(eventually { warnings.withLock { !$0.isEmpty } })
            server.close(port: port)
            somebody = nil
            _ = somebody
            // Later than the next attempt would be.
            for _ in 1...50 { #expect(ReopeningTests.saysHello(other)) }
            #expect(ReopeningTests.isRefused(port))
            server.open(port: port)
            #expect(eventually { ReopeningTests.saysHello(port) })
        }
    }

    @Test func `a stopped server takes no port any more`() throws {
        let server = try HTTPServer(HTTPServerConfiguration(ports: [0, 0]), application: ReopeningTests.probe)
        server.start()
        server.close(port: server.ports[1])
        #expect(eventually { ReopeningTests.isRefused(server.ports[1]) })
        server.stop()
        server.open(port: server.ports[1])
        #expect(server.ports.allSatisfy { OccupiedPort($0) != nil })
    }

    @Test func `however many threads close and open a port at once, it is open when the last wish was that`() async {
        await #expect(processExitsWith: .success) {
            OwnProcess.settle()
            let probe = ReopeningTests.probe
            defer { probe.forget() }
            let server = try HTTPServer(HTTPServerConfiguration(ports: [0, 0], loops: 3), application: probe)
            server.start()
            let port = server.ports[1]
            let files = OwnProcess.openFiles
            let threads = try (0..<4).map { number in
                try MicroHTTP.Thread(named: "caller") {
                    for round in 0..<200 {
                        if (round + number) % 2 == 0 { server.close(port: port) } else { server.open(port: port) }
                        _ = ReopeningTests.isRefused(port)
                    }
                }
            }
            for thread in threads { thread.join() }
            server.open(port: port)
            #expect(eventually { ReopeningTests.saysHello(port) && ReopeningTests.saysHello(port, overIPv6: true) })
            #expect(eventually { OwnProcess.opened(since: files) == [] }, "\(OwnProcess.opened(since: files))")
            server.stop()
        }
    }
}
