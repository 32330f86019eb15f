import Basics
import HTTPMessages
import Testing

@testable import Control

/// The life of a request to the control API.
@Suite struct ControlExchangeTests {
    private final class Seen: Sendable {
        private let words = Lock<[String]>([])
        var all: [String] { words.withLock { $0 } }
        func add(_ word: String) { words.withLock { $0.append(word) } }
    }

    private func exchange(_ seen: Seen) -> ControlExchange {
        ControlExchange { seen.add("\($0.status)") }
    }

    @Test func `it is answered once`() {
        let seen = Seen()
        let exchange = exchange(seen)
        exchange.answer(.problem(400, "first"))
        exchange.answer(.problem(500, "second"))
        #expect(seen.all == ["400"])
    }

    @Test(arguments: [ExchangeEnd.completed, .clientGone, .timedOut, .stopped])
    func `everything that was begun for it is told of its end, once and in order`(end: ExchangeEnd) {
        let seen = Seen()
        let exchange = exchange(seen)
        exchange.whenEnded { seen.add("first \($0.rawValue)") }
        exchange.whenEnded { seen.add("second \($0.rawValue)") }
        exchange.ended(end, bytesSent: 0)
        exchange.ended(.completed, bytesSent: 9)
        #expect(seen.all == ["first \(end.rawValue)", "second \(end.rawValue)"])
    }

    @Test func `what is begun after its end is told at once`() {
        let seen = Seen()
        let exchange = exchange(seen)
        exchange.ended(.clientGone, bytesSent: 0)
        exchange.whenEnded { seen.add($0.rawValue) }
        #expect(seen.all == ["client_gone"])
    }

    @Test func `an action at its end may begin another`() {
        let seen = Seen()
        let exchange = exchange(seen)
        exchange.whenEnded { [weak exchange] _ in exchange?.whenEnded { seen.add("inner \($0.rawValue)") } }
        exchange.ended(.stopped, bytesSent: 0)
        #expect(seen.all == ["inner stopped"])
    }
}
