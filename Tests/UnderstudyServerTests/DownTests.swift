import Basics
import Core
import HTTPMessages
import MicroHTTP
import Synchronization
import TestSupport
import Testing
import Time

@testable import UnderstudyServer

/// `down`: a provider's own port takes no connection for a while.
@Suite struct DownTests {
    /// Every connection but the first is refused; the list of models takes an hour.
    static let scenario = """
        understudy: 1
        name: down
        clock: { mode: manual }
        rules:
          - { name: nobody there, on: connect, when: { after: 1 }, then: { down: 1s } }
          - { name: slow, on: catalog, then: { latency: 1h } }
        """

    static let models = "GET /v2/models HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer sk_test\r\n\r\n"

    static func isRefused(_ port: Int) -> Bool { (try? RawSocket(port: port)) == nil }

    @Test func `a hundred times down, a port leaves no descriptor behind and what is held on it is answered`() async {
        await #expect(processExitsWith: .success) {
            OwnProcess.settle()
            let service = try service(DownTests.scenario, served: [.getimg, .llmStats])
            service.start()
            let port = service.ports[0].port
            let files = OwnProcess.openFiles
            var held: RawSocket? = try RawSocket(port: port)
            held?.send(DownTests.models)
            #expect(eventually { service.sandbox.requests.total == 1 })
            for _ in 1...100 {
                // The connection that finds the port open closes it.
                #expect(eventually { !DownTests.isRefused(port) })
                #expect(eventually { DownTests.isRefused(port) })
                service.sandbox.advance(by: .seconds(1))
            }
            service.sandbox.advance(by: .seconds(3600))
            #expect(held?.answer().status == 200)
            #expect(!DownTests.isRefused(service.ports[1].port), "no other port was touched")
            held = nil
            #expect(eventually { !DownTests.isRefused(port) })
            service.sandbox.advance(by: .seconds(1))
            #expect(
                eventually {
                    service.sandbox.advance(by: .seconds(1))
                    return OwnProcess.opened(since: files) == []
                })
            service.stop()
        }
    }

    @Test func `a port that was taken while it was down is told to the user, and comes back when it is free`() throws {
        let warnings = Lock<[String]>([])
        let service = try service(DownTests.scenario, served: [.getimg]) { configuration in
            configuration.warn = { text in warnings.withLock { $0.append(text) } }
        }
        service.start()
        defer { service.stop() }
        let port = service.ports[0].port
        let held = try RawSocket(port: port)
        held.send(DownTests.models)
        #expect(eventually { service.sandbox.requests.total == 1 })
        #expect(eventually { DownTests.isRefused(port) && (try? RawSocket(port: port, overIPv6: true)) == nil })
        var somebody = OccupiedPort(port)
        #expect(somebody != nil)
        service.sandbox.advance(by: .seconds(1))
        #expect(eventually { warnings.withLock { !$0.isEmpty } })
        #expect(warnings.withLock { $0 }[0].hasPrefix("port \(port) on 127.0.0.1 is already in use, so"))
        service.sandbox.advance(by: .seconds(3600))
        #expect(held.answer().status == 200)
        somebody = nil
        #expect(eventually { warnings.withLock { $0.count } == 2 })
        #expect(warnings.withLock { $0 }[1] == "port \(port) is open again")
        #expect(!DownTests.isRefused(port))
    }

    @Test func `a rule about connections counts each of them once, on the shared port and on the provider's own`()
        throws
    {
        let service = try service(DownTests.scenario, served: [.getimg])
        service.start()
        defer { service.stop() }
        let own = try RawSocket(port: service.ports[0].port)
        own.send(DownTests.models)
        #expect(eventually { service.sandbox.requests.total == 1 })
        service.sandbox.advance(by: .seconds(3600))
        #expect(own.answer().status == 200, "the first is let through")
        let shared = try RawSocket(port: service.port)
        shared.send(DownTests.models.replacing("GET ", with: "GET /getimg"))
        #expect(shared.readToEnd() == "", "the second is not")
        #expect(shared.ending == .reset)
    }

    @Test func `a port that is closed just as a reset comes opens at once`() throws {
        let closed = Lock(0)
        let opened = Lock(0)
        let routes = try Routes(DownTests.scenario, ports: [4011: .getimg])
        defer { routes.stop() }
        routes.understudy.portControl.withLock { control in
            control = PortControl { [sandbox = routes.understudy.standard] _ in
                closed.withLock { $0 += 1 }
                sandbox.reset()
            } open: { _ in
                opened.withLock { $0 += 1 }
            }
        }
        _ = routes.understudy.accepted(on: 4011, peer: "127.0.0.1")
        _ = routes.understudy.accepted(on: 4011, peer: "127.0.0.1")
        #expect(closed.withLock { $0 } == 1)
        #expect(opened.withLock { $0 } == 1, "its moment is one of the clock before")
    }

    @Test func `connections that are refused at once close the port once, and it is opened once`() throws {
        let closed = Lock(0)
        let opened = Lock(0)
        let routes = try Routes(DownTests.scenario, ports: [4011: .getimg])
        defer { routes.stop() }
        routes.understudy.portControl.withLock { control in
            control = PortControl { _ in
                closed.withLock { $0 += 1 }
            } open: { _ in
                opened.withLock { $0 += 1 }
            }
        }
        _ = routes.understudy.accepted(on: 4011, peer: "127.0.0.1")
        for _ in 1...1000 {
            let ready = Atomic(0)
            let threads = (0..<2).compactMap { _ in
                ThreadSource.system.run(named: "loop") {
                    ready.add(1, ordering: .sequentiallyConsistent)
                    while ready.load(ordering: .sequentiallyConsistent) < 2 {}
                    _ = routes.understudy.accepted(on: 4011, peer: "127.0.0.1")
                }
            }
            for join in threads { join() }
            routes.understudy.standard.advance(by: .seconds(1))
        }
        #expect(closed.withLock { $0 } == 1000)
        #expect(opened.withLock { $0 } == 1000)
    }
}
