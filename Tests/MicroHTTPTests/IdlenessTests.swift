import HTTPMessages
import Synchronization
import TestSupport
import Testing

@testable import MicroHTTP

/// Connections that are closed when nothing comes on them for as long as the application bears.
@Suite struct IdlenessTests {
    static let held = ReopeningTests.held

    @Test func `a limit that is told with an answer from another thread closes the idle connection`() throws {
        let waker = HandWaker()
        let probe = Probe { _, _ in }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(get)
            let exchange = probe.arrived()[0]
            exchange.closeWhenIdle(after: .seconds(5), waker: waker)
            exchange.deliver(Delivery(text("hello")), waker: nil)
            #expect(socket.answer().body == "hello")
            waker.passNext()
            #expect(socket.readToEnd() == "")
            #expect(socket.ending == .closed)
            #expect(waker.pauses == [.seconds(5)])
        }
    }

    @Test func `a limit that is told inside of respond holds too`() throws {
        let waker = HandWaker()
        let probe = Probe { _, exchange in
            exchange.closeWhenIdle(after: .seconds(5), waker: waker)
            exchange.deliver(Delivery(text("hello")), waker: nil)
        }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            for _ in 1...3 {
                socket.send(get)
                #expect(socket.answer().body == "hello")
                waker.waitUntilAsked()
            }
            #expect(waker.cancelled == 2, "a request ends the idleness before it")
        }
        #expect(waker.cancelled == 3, "and so does the end of the connection")
    }

    @Test(arguments: [Delivery.Framing.automatic, .chunked])
    func `the idleness has begun before the client has the whole answer`(framing: Delivery.Framing) throws {
        let waker = HandWaker()
        let probe = Probe { _, exchange in
            exchange.closeWhenIdle(after: .seconds(5), waker: waker)
            exchange.deliver(
                Delivery(text("hello"), slices: framing == .chunked ? .init(size: 2) : nil, framing: framing),
                waker: nil)
        }
        try withServer(probe) { _, port in
            for number in 1...300 {
                let socket = try RawSocket(port: port)
                socket.send(get)
                #expect(socket.answer().body == "hello")
                #expect(waker.pauses.count == number)
                waker.passAll()
                #expect(socket.readToEnd() == "")
                #expect(socket.ending == .closed)
            }
        }
    }

    @Test func `the idleness begins with the last bytes of a slow answer`() throws {
        let waker = HandWaker()
        let slow = HandWaker()
        let probe = Probe { _, exchange in
            exchange.closeWhenIdle(after: .seconds(5), waker: waker)
            exchange.deliver(Delivery(text("hello"), slices: .init(size: 4, pause: .seconds(60))), waker: slow)
        }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(get)
            _ = socket.read(through: "\r\n\r\nhell")
            slow.waitUntilAsked()
            #expect(waker.pauses == [])
            slow.passAll()
            #expect(socket.read(1) == [UInt8(ascii: "o")])
            #expect(waker.pauses == [.seconds(5)])
        }
    }

    @Test func `a limit that comes when the exchange is over changes nothing`() throws {
        let waker = HandWaker()
        let late = HandWaker()
        let probe = Probe { _, exchange in
            exchange.closeWhenIdle(after: .seconds(5), waker: waker)
            exchange.deliver(Delivery(text("hello")), waker: nil)
        }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send(get)
            let exchange = probe.arrived()[0]
            #expect(socket.answer().body == "hello")
            _ = probe.nextEnd()
            exchange.closeWhenIdle(after: .seconds(9), waker: late)
            waker.passNext()
            #expect(socket.readToEnd() == "")
            #expect(socket.ending == .closed, "the limit of the answer still holds")
            #expect(late.pauses == [])
        }
    }

    @Test func `the client of a held request with a limit may leave, and may be many`() throws {
        let waker = HandWaker()
        let probe = Probe { _, _ in }
        try withServer(HTTPServerConfiguration(loops: 3), probe) { _, port in
            let sockets = try (0..<60).map { _ in try RawSocket(port: port) }
            for socket in sockets { socket.send(get) }
            let exchanges = probe.arrived(60)
            for socket in sockets.prefix(20) { socket.close() }
            let threads = try (0..<4).map { number in
                try MicroHTTP.Thread(named: "answers") {
                    for exchange in exchanges[(number * 15)..<(number * 15 + 15)] {
                        exchange.closeWhenIdle(after: .seconds(5), waker: waker)
                        exchange.deliver(Delivery(text("hello")), waker: nil)
                    }
                }
            }
            for thread in threads { thread.join() }
            #expect(sockets[20...].allSatisfy { $0.answer().body == "hello" })
            #expect(
                eventually {
                    waker.passAll()
                    return sockets[20...].allSatisfy { !$0.isSilent }
                })
            #expect(sockets[20...].allSatisfy { $0.readToEnd() == "" && $0.ending == .closed })
            #expect(eventually { probe.ends.count == 60 })
        }
    }

    @Test func `a request that comes as the limit ends is answered, or finds the connection closed`() throws {
        let waker = HandWaker()
        let probe = Probe { _, exchange in
            exchange.closeWhenIdle(after: .seconds(5), waker: waker)
            exchange.deliver(Delivery(text("hello")), waker: nil)
        }
        try withServer(probe) { _, port in
            for _ in 1...50 {
                let socket = try RawSocket(port: port)
                socket.send(get)
                #expect(socket.answer().body == "hello")
                waker.waitUntilAsked()
                let passing = try MicroHTTP.Thread(named: "passes") { waker.passAll() }
                socket.send(get)
                let second = socket.answer()
                passing.join()
                #expect(second.body == "hello" || second.status == 0)
                if second.status != 0 { waker.waitUntilAsked() }
            }
        }
    }
}
