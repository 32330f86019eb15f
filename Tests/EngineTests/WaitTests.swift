import Basics
import Core
import Engine
import HTTPMessages
import Journal
import Testing
import Time

/// Control requests that wait for something of a sandbox, and the ways in which that ends.
@Suite struct WaitTests {
    private let slow = "rules: [{ name: slow, then: { job: { queued: 10s, running: 50s } } }]"

    /// What a wait ended with, in words.
    private final class Told: Sendable {
        private let words = Lock<[String]>([])

        func take<Found>(_ end: WaitEnd<Found>) {
            let word =
                switch end {
                case .reached: "reached"
                case .timedOut: "timed out"
                case .reset: "reset"
                case .dismissed(let reason): reason
                case .refused: "refused"
                }
            words.withLock { $0.append(word) }
        }

        var ends: [String] { words.withLock { $0 } }
    }

    private func waits(_ bench: Bench) -> Int? {
        bench.sandbox.census.tables.first { $0.name == "waits" }?.kept
    }

    @Test func `whoever waits for held requests is told when there are so many`() throws {
        let bench = try Bench(slow)
        let told = Told()
        _ = bench.sandbox.waitUntilHeld(2) { told.take($0) }
        bench.create(prompt: "one", answer: .whenEnded)
        #expect(told.ends == [])
        bench.create(prompt: "two", answer: .whenEnded)
        #expect(told.ends == ["reached"])
        bench.create(prompt: "three", answer: .whenEnded)
        #expect(told.ends == ["reached"], "once")
    }

    @Test func `whoever waits for requests that are held already is told at once`() throws {
        let bench = try Bench(slow)
        bench.create(answer: .whenEnded)
        let told = Told()
        _ = bench.sandbox.waitUntilHeld(1) { told.take($0) }
        #expect(told.ends == ["reached"])
        #expect(waits(bench) == 0)
    }

    @Test func `a wait that was given up ends without a word`() throws {
        let bench = try Bench(slow)
        let told = Told()
        let wait = try #require(bench.sandbox.waitUntilHeld(1) { told.take($0) })
        #expect(waits(bench) == 1)
        wait.cancel()
        #expect(waits(bench) == 0)
        bench.create(answer: .whenEnded)
        bench.real.pass(.seconds(3_600))
        bench.sandbox.reset()
        #expect(told.ends == [])
    }

    @Test func `a wait ends when its real time is over, each at its own`() throws {
        let bench = try Bench(slow)
        let (short, standard) = (Told(), Told())
        _ = bench.sandbox.waitUntilHeld(1) { standard.take($0) }
        _ = bench.sandbox.waitUntilHeld(1, atMost: .seconds(5)) { short.take($0) }
        bench.real.pass(.milliseconds(4_999))
        #expect(short.ends == [])
        bench.real.pass(.milliseconds(1))
        #expect(short.ends == ["timed out"])
        bench.real.pass(.milliseconds(24_999))
        #expect(standard.ends == [])
        bench.real.pass(.milliseconds(1))
        #expect(standard.ends == ["timed out"])
        #expect(bench.sandbox.now == .zero, "scenario time stands still")
    }

    @Test func `waits that end in time leave no crowd of alarms behind`() throws {
        let bench = try Bench(slow)
        for _ in 0..<500 {
            let wait = bench.sandbox.waitUntilHeld(1) { _ in }
            bench.real.pass(.milliseconds(1))
            wait?.cancel()
        }
        #expect(bench.real.alarmCount == 1)
    }

    @Test func `a reset ends every wait, and none of them moves the new clock`() throws {
        let receiver = FakeReceiver(isPatient: true)
        let bench = try Bench(slow, sender: receiver)
        let job = try #require(bench.create(callback: "http://127.0.0.1:9/hook").job?.job.id)
        let (held, webhook, move) = (Told(), Told(), Told())
        _ = bench.sandbox.waitUntilHeld(1) { held.take($0) }
        bench.sandbox.advance(by: .seconds(3_600)) { move.take($0) }
        _ = bench.sandbox.waitForWebhook(job) { webhook.take($0) }
        #expect(receiver.got.count == 1)
        bench.sandbox.reset()
        #expect(held.ends == ["reset"])
        #expect(webhook.ends == ["reset"])
        #expect(move.ends == ["reset"])
        receiver.answerAll()
        #expect(bench.sandbox.now == .zero)
        #expect(waits(bench) == 0)
    }

    @Test func `a stop ends every wait with its reason`() throws {
        let bench = try Bench(slow)
        let told = Told()
        _ = bench.sandbox.waitUntilHeld(1) { told.take($0) }
        bench.sandbox.dismissHeld(because: "The server is stopping.")
        #expect(told.ends == ["The server is stopping."])
    }

    @Test func `no more than a thousand wait at once`() throws {
        let bench = try Bench(slow)
        let told = Told()
        let waits = (0..<Sandbox.mostWaits).map { _ in bench.sandbox.waitUntilHeld(1) { told.take($0) } }
        #expect(bench.sandbox.waitUntilHeld(1) { told.take($0) } == nil)
        #expect(told.ends == ["refused"])
        waits[500]?.cancel()
        #expect(bench.sandbox.waitUntilHeld(1) { told.take($0) } != nil)
    }

    @Test func `the auto clock no longer moves for a wait for a webhook that was given up`() throws {
        let receiver = FakeReceiver([.refused])
        let bench = try Bench(slow, clock: "auto", sender: receiver)
        let created = bench.create(callback: "http://127.0.0.1:9/hook")
        let wait = bench.sandbox.waitForWebhook(try #require(created.job?.job.id)) { _ in }
        try #require(wait).cancel()
        bench.leave(created)
        bench.sandbox.jumpWhileIdle()
        #expect(bench.sandbox.now == .zero)
        #expect(receiver.got.isEmpty)
    }

    @Test func `a wait for a webhook ends when its real time is over, and the attempts go on`() throws {
        let receiver = FakeReceiver([.refused, .ok])
        let bench = try Bench(slow, sender: receiver)
        let job = try #require(bench.create(callback: "http://127.0.0.1:9/hook").job?.job.id)
        let told = Told()
        _ = bench.sandbox.waitForWebhook(job, atMost: .seconds(1)) { told.take($0) }
        bench.real.pass(.seconds(1))
        #expect(told.ends == ["timed out"])
        bench.sandbox.advance(by: .seconds(3_600))
        #expect(bench.sandbox.webhook(job)?.state == .delivered)
    }

    @Test func `a move of the clock that was given up stays where it is`() throws {
        let receiver = FakeReceiver(isPatient: true)
        let bench = try Bench(slow, sender: receiver)
        bench.create(callback: "http://127.0.0.1:9/hook")
        let told = Told()
        let move = try #require(bench.sandbox.advance(by: .seconds(3_600)) { told.take($0) })
        #expect(bench.sandbox.now == .zero + .seconds(60))
        move.cancel()
        receiver.answerAll()
        #expect(bench.sandbox.now == .zero + .seconds(60))
        #expect(told.ends == [])
        bench.sandbox.advance(by: .seconds(1)) { told.take($0) }
        #expect(bench.sandbox.now == .zero + .seconds(61))
        #expect(told.ends == ["reached"])
    }
}
