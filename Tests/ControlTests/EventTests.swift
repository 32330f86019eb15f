import Basics
import Documents
import Engine
import HTTPMessages
import Testing

/// What those hear who listen to a sandbox.
@Suite struct EventTests {
    private static let sandbox = ControlBench.sandbox

    private func listen(_ bench: ControlBench, after last: Int? = nil) throws -> EventListener {
        let sandbox = try #require(bench.understudy.sandbox(named: "default"))
        return try #require(sandbox.listen(after: last))
    }

    /// All there is to hear by now.
    private func heard(_ listener: EventListener) -> [LiveEvent] {
        var events: [LiveEvent] = []
        while case .event(let event) = listener.next() { events.append(event) }
        return events
    }

    /// `request held`
    private func told(_ events: [LiveEvent]) throws -> [String] {
        try events.map { "\($0.kind.rawValue) \(try JSONReader.read($0.data).root["what"]?.string ?? "")" }
    }

    @Test func `a create that is held is told of from its job to the end of its exchange`() throws {
        let bench = try ControlBench("rules: [{ name: slow, then: { job: { queued: 0, running: 1h } } }]")
        let listener = try listen(bench)
        bench.create("a kite")
        #expect(try told(heard(listener)) == ["request begun", "job created", "request held"])
        bench.clock("{\"advance\":\"1h\"}")
        #expect(
            try told(heard(listener)) == [
                "job ended", "request answered", "rule showed", "request ended", "clock moved",
            ])
    }

    @Test func `a request has no number until it is held, and its connection from the first`() throws {
        let bench = try ControlBench.holding()
        let listener = try listen(bench)
        bench.create("a kite")
        let events = try heard(listener).filter { $0.kind == .request }.map { try JSONReader.read($0.data).root }
        #expect(events.map { $0["what"]?.string } == ["begun", "held"])
        #expect(events.map { $0["request"]?.number?.int } == [nil, 1])
        #expect(events[0]["model"]?.string == "seedream-5-lite")
        #expect(events.allSatisfy { $0["connection"] != nil && $0["request_on_connection"] != nil })
    }

    @Test func `a job that begins to run is told of when it does, and not one that was ended before`() throws {
        let bench = try ControlBench("rules: [{ name: slow, then: { job: { queued: 10s, running: 50s } } }]")
        let listener = try listen(bench)
        bench.create("a kite")
        bench.create("a boat")
        let jobs = bench.send("GET", Self.sandbox + "/jobs").json?["jobs"]?.array ?? []
        let second = try #require(jobs.last?["id"]?.string)
        bench.send("POST", "\(Self.sandbox)/jobs/\(second)/complete")
        _ = heard(listener)
        bench.clock("{\"advance\":\"20s\"}")
        let begun = heard(listener)
        #expect(try told(begun) == ["job running", "clock moved"])
        #expect(try JSONReader.read(begun[0].data).root["in_ms"]?.number?.int == 50_000)
        bench.clock("{\"advance\":\"1h\"}")
        #expect(try told(heard(listener)).first == "job ended")
    }

    @Test func `who listens changes nothing of what comes next`() throws {
        let bench = try ControlBench("rules: [{ name: slow, then: { job: { queued: 10s, running: 50s } } }]")
        _ = try listen(bench)
        bench.create("a kite")
        #expect(bench.send("GET", Self.sandbox + "/clock").json?["next_in_ms"]?.number?.int == 60_000)
    }

    @Test func `a sandbox that is made anew is told of once, with its scenario and its phase`() throws {
        let bench = try ControlBench("phases: [{ name: calm, for: 1h, rules: [] }]")
        bench.send("PUT", "/_understudy/sandboxes/anew")
        let sandbox = try #require(bench.understudy.sandbox(named: "anew"))
        let listener = try #require(sandbox.listen(after: nil))
        let plan = #"{"scenario":{"understudy":1,"name":"other","phases":[{"name":"dawn","for":"1h","rules":[]}]}}"#
        #expect(bench.send("PUT", "/_understudy/sandboxes/anew", plan).status == 200)
        let events = heard(listener)
        #expect(try told(events) == ["reset reset", "phase began"])
        #expect(try JSONReader.read(events[0].data).root["scenario"]?.string == "other")
        #expect(try JSONReader.read(events[1].data).root["phase"]?.string == "dawn")
    }

    @Test func `what is changed by hand is told`() throws {
        let bench = try ControlBench(
            "accounts: [{ name: shop, keys: [sk_a] }]\nrules: [{ name: s, then: { job: { outcome: stuck } } }]")
        bench.create("a kite")
        let id = try #require(bench.send("GET", Self.sandbox + "/jobs").json?["jobs"]?.array?.first?["id"]?.string)
        let listener = try listen(bench)
        bench.send("PATCH", Self.sandbox + "/accounts/shop", "{\"balance\":1}")
        bench.send("POST", "\(Self.sandbox)/jobs/\(id)/complete")
        bench.clock("{\"mode\":\"auto\"}")
        bench.send("POST", Self.sandbox + "/reset")
        #expect(
            try told(heard(listener)) == [
                "account changed", "job changed", "job ended", "request answered", "rule showed", "request ended",
                "clock mode", "reset reset",
            ])
    }

    @Test func `a phase that begins is told, and the one that was on is not`() throws {
        let bench = try ControlBench("phases: [{ name: calm, for: 1h, rules: [] }, { name: storm, rules: [] }]")
        let listener = try listen(bench)
        bench.clock("{\"advance\":\"30m\"}")
        #expect(try told(heard(listener)) == ["clock moved"])
        bench.clock("{\"advance\":\"30m\"}")
        let events = heard(listener)
        #expect(try told(events) == ["phase began", "clock moved"])
        #expect(try JSONReader.read(events[0].data).root["phase"]?.string == "storm")
    }

    @Test func `one who comes back misses nothing, also over a reset`() throws {
        let bench = try ControlBench()
        let first = try listen(bench)
        bench.clock("{\"advance\":\"1s\"}")
        let last = try #require(heard(first).last?.id)
        first.leave()
        bench.clock("{\"advance\":\"2s\"}")
        bench.send("POST", Self.sandbox + "/reset")
        let events = heard(try listen(bench, after: last))
        #expect(try told(events) == ["clock moved", "reset reset"])
        #expect(events.map(\.id) == [last + 1, last + 2])
    }

    @Test func `a slow listener is told how many it missed`() throws {
        let bench = try ControlBench()
        let listener = try listen(bench)
        for _ in 0..<EventLog.mostKept + 5 { bench.clock("{\"advance\":\"1s\"}") }
        guard case .missed(let count, let isExact) = listener.next() else {
            Issue.record("nothing was missed")
            return
        }
        #expect(count == 5)
        #expect(isExact)
        #expect(heard(listener).count == EventLog.mostKept)
    }

    @Test func `one who comes back after nobody listened for long is told that more was missed`() throws {
        let bench = try ControlBench()
        let first = try listen(bench)
        first.leave()
        for _ in 0..<2 * EventLog.mostKept { bench.clock("{\"advance\":\"1s\"}") }
        guard case .missed(_, isExact: false) = try listen(bench, after: 0).next() else {
            Issue.record("nothing was missed")
            return
        }
    }

    @Test func `a listener is woken by what happens, once`() throws {
        let bench = try ControlBench()
        let listener = try listen(bench)
        let woken = Count()
        listener.whenThere { woken.add() }
        #expect(woken.value == 0)
        bench.clock("{\"advance\":\"1s\"}")
        bench.clock("{\"advance\":\"1s\"}")
        #expect(woken.value == 1)
    }

    @Test func `a listener who hears nothing for long is sent a sign of life`() throws {
        let bench = try ControlBench()
        let listener = try listen(bench)
        bench.real.pass(.seconds(14))
        guard case .nothing = listener.next() else {
            Issue.record("a sign came early")
            return
        }
        bench.real.pass(.seconds(2))
        guard case .signOfLife = listener.next() else {
            Issue.record("no sign came")
            return
        }
    }

    @Test func `the last event says why, and then nothing comes`() throws {
        let bench = try ControlBench()
        let listener = try listen(bench)
        let sandbox = try #require(bench.understudy.sandbox(named: "default"))
        sandbox.events.close(because: "It is over.")
        let events = heard(listener)
        #expect(events.map(\.kind) == [.closed])
        #expect(String(decoding: events[0].data, as: UTF8.self) == "{\"reason\":\"It is over.\"}")
        guard case .end = listener.next() else {
            Issue.record("it did not end")
            return
        }
    }

    @Test func `so many may listen and no more`() throws {
        let bench = try ControlBench()
        let listeners = try (0..<EventLog.mostListeners).map { _ in try listen(bench) }
        let refused = bench.send("GET", Self.sandbox + "/events")
        #expect(refused.status == 503)
        #expect(refused.text.contains("\(EventLog.mostListeners)"))
        listeners[0].leave()
        #expect(bench.send("GET", Self.sandbox + "/events").status == 200)
    }

    @Test(arguments: [
        ("types=jobs", "Did you mean `job`?"), ("types=", "names none"), ("type=job", "Did you mean `types`?"),
    ])
    func `wrong words about events are told`(query: String, words: String) throws {
        let answer = try ControlBench().send("GET", Self.sandbox + "/events", query: query)
        #expect(answer.status == 400)
        #expect(answer.text.contains(words))
    }
}

private final class Count: Sendable {
    private let count = Lock(0)

    var value: Int { count.withLock { $0 } }

    func add() { count.withLock { $0 += 1 } }
}
