import Basics
import HTTPMessages
import TestSupport
import Testing

@testable import MicroHTTP

/// What happens to clients that come when there is room for no more, and what once there is again (http-library.md §3).
@Suite struct AcceptingTests {
    /// What keeps the server from accepting all.
    enum Shortage {
        case descriptors, connections
    }

    /// What the server told people.
    final class Warnings: Sendable {
        private let heard = Lock<[String]>([])

        var texts: [String] { heard.withLock { $0 } }
        func hear(_ text: String) { heard.withLock { $0.append(text) } }
    }

    /// Opens one connection after another until the server has no room, and one more that asks for something.
    ///
    /// They connect before the server accepts, since they take descriptors of the same process.
    static func crowd(
        _ server: HTTPServer, _ shortage: Shortage, warnings: Warnings
    ) throws -> [RawSocket] {
        let idle = try (0..<60).map { try RawSocket(port: server.ports[0], overIPv6: $0 % 2 == 1) }
        let asking = try RawSocket(port: server.ports[0])
        asking.send(get)
        if shortage == .descriptors { OwnProcess.leaveDescriptors(11) }
        server.start()
        #expect(eventually { !warnings.texts.isEmpty })
        #expect(asking.isSilent)
        return idle + [asking]
    }

    static func configuration(_ shortage: Shortage, warnings: Warnings) -> HTTPServerConfiguration {
        var configuration = HTTPServerConfiguration(loops: 2)
        if shortage == .connections { configuration.connectionLimit = 12 }
        configuration.warn = { warnings.hear($0) }
        return configuration
    }

    @Test(arguments: 1...3)
    func `a server that had no descriptors left serves again when its clients go`(round: Int) async {
        await #expect(processExitsWith: .success) { try AcceptingTests.leave(Shortage.descriptors) }
    }

    @Test(arguments: 1...3)
    func `a server that had as many connections as it may serves again when its clients go`(round: Int) async {
        await #expect(processExitsWith: .success) { try AcceptingTests.leave(Shortage.connections) }
    }

    static func leave(_ shortage: Shortage) throws {
        OwnProcess.settle()
        let warnings = Warnings()
        let probe = ReopeningTests.probe
        let server = try HTTPServer(configuration(shortage, warnings: warnings), application: probe)
        let crowd = try crowd(server, shortage, warnings: warnings)
        for socket in crowd { socket.close() }
        for overIPv6 in [false, true] { #expect(ReopeningTests.saysHello(server.ports[0], overIPv6: overIPv6)) }
        server.stop()
        probe.forget()
    }

    @Test func `what stays open on a server that had no descriptors left keeps nobody out`() async {
        await #expect(processExitsWith: .success) {
            OwnProcess.settle()
            let warnings = Warnings()
            let probe = ReopeningTests.probe
            let server = try HTTPServer(
                AcceptingTests.configuration(.descriptors, warnings: warnings), application: probe)
            let crowd = try AcceptingTests.crowd(server, .descriptors, warnings: warnings)
            // The first eight were accepted, and may be those of all four daemons.
            for socket in crowd[8...] { socket.close() }
            for _ in 0..<20 {
                for overIPv6 in [false, true] { #expect(ReopeningTests.saysHello(server.ports[0], overIPv6: overIPv6)) }
            }
            for socket in crowd[..<8] {
                socket.send(get)
                #expect(socket.answer().body == "hello")
            }
            server.stop()
            probe.forget()
        }
    }

    @Test func `people are told once why clients wait`() async {
        await #expect(processExitsWith: .success) {
            OwnProcess.settle()
            let warnings = Warnings()
            let probe = ReopeningTests.probe
            var configuration = AcceptingTests.configuration(.connections, warnings: warnings)
            configuration.loops = 1
            configuration.connectionLimit = 5
            let server = try HTTPServer(configuration, application: probe)
            for socket in try AcceptingTests.crowd(server, .connections, warnings: warnings) { socket.close() }
            for _ in 0..<3 { #expect(ReopeningTests.saysHello(server.ports[0])) }
            server.stop()
            probe.forget()
            #expect(
                warnings.texts == [
                    "New connections wait until others end: one of the server's loops has 5, which is its limit."
                ])
        }
    }
}
