import Basics
import Foundation
import HTTPMessages
import TestSupport
import Testing
import Time

@testable import MicroHTTP

/// The server as a whole: addresses, crowds, and its end.
@Suite struct HTTPServerTests {
    static var hello: Probe { Probe { _, exchange in exchange.deliver(Delivery(text("hello")), waker: nil) } }

    @Test func `every port is served over IPv4 and IPv6 and known to the application`() throws {
        let probe = Probe { _, exchange in exchange.deliver(Delivery(text("\(exchange.localPort)")), waker: nil) }
        try withServer(HTTPServerConfiguration(ports: [0, 0, 0]), probe) { server, _ in
            #expect(Set(server.ports).count == 3)
            for port in server.ports {
                for overIPv6 in [false, true] {
                    let socket = try RawSocket(port: port, overIPv6: overIPv6)
                    socket.send(get)
                    #expect(socket.answer().body == "\(port)")
                }
            }
            #expect(Set(probe.requests.map(\.peer)) == ["127.0.0.1", "::1"])
        }
    }

    @Test func `a host of one address is served there alone`() throws {
        try withServer(HTTPServerConfiguration(host: "127.0.0.1"), HTTPServerTests.hello) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(get)
            #expect(socket.answer().body == "hello")
            #expect(throws: RawSocket.ConnectFailure.self) { try RawSocket(port: port, overIPv6: true) }
        }
    }

    @Test func `a port in use is told in one sentence`() throws {
        try withServer(HTTPServerTests.hello) { _, port in
            let failure = #expect(throws: StartFailure.self) {
                try HTTPServer(HTTPServerConfiguration(ports: [0, port]), application: HTTPServerTests.hello)
            }
            #expect(failure?.description == "port \(port) on 127.0.0.1 is already in use")
        }
    }

    @Test(arguments: [
        ("203.0.113.7", 0, "port 0 on 203.0.113.7 cannot be used: this machine does not have the address"),
        ("127.0.0.1", 70_000, "port 70000 on 127.0.0.1 cannot be used: no port has that number"),
    ])
    func `an address that cannot be had is told in one sentence`(host: String, port: Int, says: String) {
        let failure = #expect(throws: StartFailure.self) {
            try HTTPServer(HTTPServerConfiguration(host: host, ports: [port]), application: HTTPServerTests.hello)
        }
        #expect(failure?.description == says)
    }

    @Test(arguments: [128, 256])
    func `a crowd of kept connections in a closed loop never stalls`(count: Int) throws {
        try withServer(HTTPServerTests.hello) { _, port in
            let sockets = try (0..<count).map { _ in try RawSocket(port: port) }
            for _ in 1...30 {
                for socket in sockets { socket.send(get) }
                #expect(sockets.allSatisfy { $0.answer().body == "hello" })
            }
        }
    }

    @Test func `a stop answers all that is held`() throws {
        let probe = Probe { request, exchange in
            if request.path == "/delayed" {
                exchange.deliver(Delivery(text("decided"), delay: .seconds(3600)), waker: nil)
            }
            if request.path == "/silent" { exchange.deliver(Delivery(text(""), ending: .silent(nil)), waker: nil) }
        }
        defer { probe.forget() }
        let server = try HTTPServer(HTTPServerConfiguration(), application: probe)
        server.start()
        let sockets = try (0..<500).map { number in
            let socket = try RawSocket(port: server.ports[0])
            let path = number < 400 ? "/undecided" : number < 450 ? "/delayed" : "/silent"
            socket.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
            return socket
        }
        _ = probe.arrived(500)
        server.stop()
        for socket in sockets[..<400] {
            #expect(socket.answer().status == 503)
            #expect(socket.readToEnd() == "")
        }
        #expect(sockets[400..<450].allSatisfy { $0.answer().body == "decided" })
        #expect(sockets[450...].allSatisfy { $0.readToEnd() == "" && $0.ending == .closed })
        #expect(probe.ends.count == 500)
        #expect(probe.ends.filter { $0.end == .stopped }.count == 450)
        server.stop()
    }

    @Test func `a stop in the middle of every kind of answer does not hang or abort`() throws {
        let large = text(String(repeating: "x", count: 20_000_000))
        let deliveries = [
            Delivery(large), Delivery(large, slices: .init(size: 10, pause: .seconds(60))),
            Delivery(large, ending: .stalled(afterBodyBytes: 7, pause: nil, resumes: true)),
            Delivery(large, ending: .reset(afterBodyBytes: 15_000_000)), Delivery(text("x"), closeDelay: .seconds(60)),
        ]
        let probe = Probe { request, exchange in
            exchange.deliver(deliveries[Int(request.query) ?? 0], waker: nil)
        }
        defer { probe.forget() }
        let server = try HTTPServer(HTTPServerConfiguration(), application: probe)
        server.start()
        let sockets = try deliveries.indices.map { number in
            let socket = try RawSocket(port: server.ports[0])
            socket.send("GET /?\(number) HTTP/1.1\r\nHost: localhost\r\n\r\n")
            return socket
        }
        for socket in sockets { _ = socket.read(through: "\r\n\r\n") }
        server.stop()
        #expect(probe.ends.count == deliveries.count)
        #expect(throws: RawSocket.ConnectFailure.self) { try RawSocket(port: server.ports[0]) }
    }

    @Test func `a server that was never started stops too`() throws {
        let server = try HTTPServer(HTTPServerConfiguration(), application: HTTPServerTests.hello)
        server.stop()
        server.start()
        #expect(throws: RawSocket.ConnectFailure.self) { try RawSocket(port: server.ports[0]) }
    }

    @Test func `an alarm rings once and never early`() throws {
        try withServer(HTTPServerTests.hello) { server, _ in
            let rung = Lock<[(due: Int64, at: Int64)]>([])
            let bell = DispatchSemaphore(value: 0)
            let start = HTTPServer.monotonicNow()
            for pause in [20_000_000, 5_000_000, 0, -1_000_000] as [Int64] {
                server.alarm(at: start + pause) {
                    rung.withLock { $0.append((start + pause, HTTPServer.monotonicNow())) }
                    bell.signal()
                }
            }
            for _ in 1...4 { bell.wait() }
            let times = rung.withLock { $0 }
            #expect(times.allSatisfy { $0.due <= $0.at })
            #expect(times.map(\.due).last == start + 20_000_000)
            #expect(times.count == 4)
        }
    }

    @Test func `the application hears when all is settled, and only after something was handled`() throws {
        let probe = Probe { _, _ in }
        try withServer(HTTPServerConfiguration(loops: 1), probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(get)
            let exchange = probe.arrived()[0]
            probe.waitUntilSettled()
            #expect(probe.settled == 1)
            exchange.deliver(Delivery(text("hello")), waker: nil)
            #expect(socket.answer().body == "hello")
            probe.waitUntilSettled()
            #expect(probe.settled >= 2)
        }
    }

    @Test func `a delivery made while all settles goes out before the loop waits`() throws {
        final class Clock: MicroHTTP.Application, Endpoint {
            let held = Lock<(any Receiver)?>(nil)
            func endpoint(for request: inout Request, on port: Int) -> any Endpoint { self }
            func bodyLimit(for request: Request) -> Int { 0 }
            func serve(_ request: consuming Request, for receiver: any Receiver) -> (any ExchangeOwner)? {
                held.withLock { $0 = receiver }
                return nil
            }
            func loopSettled() {
                held.withLock { $0.take() }?.deliver(Delivery(text("jumped")), waker: nil)
            }
        }
        let server = try HTTPServer(HTTPServerConfiguration(), application: Clock())
        server.start()
        defer { server.stop() }
        let socket = try RawSocket(port: server.ports[0])
        for _ in 1...3 {
            socket.send(get)
            #expect(socket.answer().body == "jumped")
        }
    }

    @Test func `every exchange has a number of its own`() throws {
        let numbers = Probe { _, exchange in exchange.deliver(Delivery(text("\(exchange.id)")), waker: nil) }
        try withServer(numbers) { _, port in
            let sockets = try (0..<20).map { _ in try RawSocket(port: port) }
            var seen: Set<String> = []
            for socket in sockets + sockets {
                socket.send(get)
                seen.insert(socket.answer().body)
            }
            #expect(seen.count == 40)
        }
    }
}
