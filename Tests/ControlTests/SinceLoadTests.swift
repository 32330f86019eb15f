import Documents
import Testing

/// What the control API tells in milliseconds counts from the load of the scenario, as `between` and `explain` do.
@Suite struct SinceLoadTests {
    private func requests(_ bench: ControlBench) throws -> [Node] {
        let answer = bench.send("GET", ControlBench.sandbox + "/requests").json
        return try #require(answer?["requests"]?.array)
    }

    private func put(_ bench: ControlBench, _ text: String) {
        bench.send(
            "PUT", ControlBench.sandbox + "/scenario",
            headers: ["Host": "127.0.0.1:4010", "Content-Type": "application/yaml"], text)
    }

    @Test func `another scenario begins at zero`() throws {
        let bench = try ControlBench("pace: instant")
        bench.clock("{\"advance\":\"1h\"}")
        bench.create("one")
        #expect(bench.elapsed == 3_600_000)
        put(bench, "understudy: 1\nname: other\npace: instant\n")
        #expect(bench.elapsed == 0)
        bench.clock("{\"advance\":\"5s\"}")
        bench.create("two")
        #expect(bench.elapsed == 5_000)
        #expect(try requests(bench).map { $0["at_ms"]?.number?.int } == [3_600_000, 5_000])
    }

    @Test func `an error that the provider lacks is told by both names`() throws {
        let bench = try ControlBench(
            """
            pace: instant
            rules: [{ name: late, on: create, then: { error: provider_timeout } }]
            """)
        bench.create("one")
        put(bench, "understudy: 1\nname: other\nrules: [{ name: own, on: create, then: { error: internal_error } }]\n")
        bench.create("two")
        let rules = try requests(bench).map { $0["rules"]?.array?.first }
        #expect(
            rules == [
                ["rule": "late", "aspect": "error", "asked": "provider_timeout", "given": "provider_unavailable"],
                ["rule": "own", "aspect": "error"],
            ])
    }
}
