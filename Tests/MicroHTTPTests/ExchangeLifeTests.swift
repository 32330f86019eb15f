import HTTPMessages
import Synchronization
import TestSupport
import Testing
import Time

@testable import MicroHTTP

/// From its request on an exchange is held or streams, and it ends once, in one way.
@Suite struct ExchangeLifeTests {
    /// Where an exchange is when its end comes.
    struct Stage: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// nil: nothing is decided.
        var delivery: Delivery?
        /// The client sees the head of the answer, and then nothing for now.
        var hasBegun = false
        /// How it ends when the pause that it waits for is over.
        var end = ExchangeEnd.completed
        /// How it ends when the server stops.
        var stopped = ExchangeEnd.stopped
    }

    static let stages = [
        Stage(testDescription: "nothing is decided"),
        Stage(testDescription: "delayed", delivery: Delivery(text("abc"), delay: .seconds(9)), stopped: .completed),
        Stage(
            testDescription: "silent", delivery: Delivery(text("abc"), ending: .silent(.seconds(9))),
            end: .faultPerformed),
        Stage(
            testDescription: "between two slices",
            delivery: Delivery(text("abc"), slices: .init(size: 2, pause: .seconds(9))), hasBegun: true),
        Stage(
            testDescription: "stalled",
            delivery: Delivery(text("abc"), ending: .stalled(afterBodyBytes: 1, pause: .seconds(9), resumes: true)),
            hasBegun: true, end: .faultPerformed),
        Stage(
            testDescription: "before a late close", delivery: Delivery(text("abc"), closeDelay: .seconds(9)),
            hasBegun: true),
        Stage(
            testDescription: "between two slices of our own",
            delivery: Delivery(
                text("abc"), slices: .init(size: 2, pause: .seconds(9)), reason: "Odd"), hasBegun: true),
    ]

    /// Brings an exchange to a stage.
    private func reach(_ stage: Stage, _ socket: RawSocket, _ probe: Probe, _ waker: HandWaker) throws {
        socket.send(get)
        let exchange = try #require(probe.arrived().last)
        if let delivery = stage.delivery {
            exchange.deliver(delivery, waker: waker)
            waker.waitUntilAsked()
        }
        if stage.hasBegun { #expect(socket.read(through: "\r\n\r\n").hasPrefix("HTTP/1.1 200 ")) }
    }

    @Test(arguments: stages)
    func `an exchange ends once when what it waits for comes`(stage: Stage) throws {
        let (waker, probe) = (HandWaker(), Probe { _, _ in })
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            try reach(stage, socket, probe, waker)
            if stage.delivery == nil {
                probe.exchanges[0].deliver(Delivery(text("abc")), waker: nil)
                #expect(socket.answer().body == "abc")
            } else {
                waker.passAll()
            }
            #expect(probe.nextEnd().end == stage.end)
        }
        #expect(probe.ends.count == 1)
    }

    @Test(arguments: stages, [false, true])
    func `an exchange ends once when its client leaves`(stage: Stage, byReset: Bool) throws {
        let (waker, probe) = (HandWaker(), Probe { _, _ in })
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            try reach(stage, socket, probe, waker)
            if byReset { socket.abort() } else { socket.close() }
            #expect(probe.nextEnd().end == .clientGone)
            #expect(probe.exchanges[0].isGone)
            waker.passAll()
            probe.exchanges[0].deliver(Delivery(text("nobody")), waker: nil)
        }
        #expect(probe.ends.count == 1)
        #expect(waker.cancelled == waker.pauses.count, "a wake-up that nobody needs is called off")
    }

    @Test(arguments: stages)
    func `an exchange ends once when the server stops`(stage: Stage) throws {
        let (waker, probe) = (HandWaker(), Probe { _, _ in })
        try withServer(probe) { server, port in
            let socket = try RawSocket(port: port)
            try reach(stage, socket, probe, waker)
            server.stop()
            #expect(probe.ends.map(\.end) == [stage.stopped])
            waker.passAll()
            probe.exchanges[0].deliver(Delivery(text("nobody")), waker: nil)
            _ = socket.readToEnd()
            #expect(socket.ending == .closed)
        }
        #expect(probe.ends.count == 1)
    }

    @Test func `an exchange that is answered, left and shut down at once ends once`() throws {
        let probe = Probe { _, _ in }
        defer { probe.forget() }
        let server = try HTTPServer(HTTPServerConfiguration(loops: 3), application: probe)
        server.start()
        let sockets = try (0..<90).map { _ in try RawSocket(port: server.ports[0]) }
        for socket in sockets { socket.send(get) }
        let exchanges = probe.arrived(90)
        let answering = try MicroHTTP.Thread(named: "answers") {
            for exchange in exchanges { exchange.deliver(Delivery(text("hello")), waker: nil) }
        }
        let stopping = try MicroHTTP.Thread(named: "stops") { server.stop() }
        for socket in sockets.suffix(30) { socket.close() }
        for thread in [answering, stopping] { thread.join() }
        #expect(probe.ends.count == 90)
        #expect(Set(probe.ends.map(\.id)).count == 90)
        for socket in sockets.prefix(60) {
            let answer = socket.answer()
            #expect(answer.body == "hello" || answer.status == 503)
        }
    }

    @Test func `a refusal of the gate is no exchange of the application`() throws {
        let probe = Probe { _, _ in }
        try withServer(probe) { _, port in
            let socket = try RawSocket(port: port)
            socket.send("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
            #expect(socket.answer().status == 400)
        }
        #expect(probe.ends.isEmpty)
    }
}
