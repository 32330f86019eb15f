import Digests
import Testing

struct DrawTests {
    private func make(
        seed: Int64 = 7, rule: String = "slow", aspect: String = "job", name: String = "duration", subject: String = "a"
    ) -> Draw {
        Draw(seed: seed, rule: rule, aspect: aspect, name: name, subject: Array(subject.utf8))
    }

    @Test func `the same draw gives the same number on every machine`() {
        // XXH3 of 128 bits of "a", under XXH3 of 64 bits of "duration", of "job", of "slow" and 7; computed in C.
        #expect(Hex.encode(make().bytes) == "566882d95759159127db8d4b927b4772")
        #expect(make().uint64 == 0x5668_82D9_5759_1591)
        #expect(make().digits(after: "req_") == "req_83b7169e1001c27e")
    }

    @Test func `each part of the key changes the draw`() {
        let draws = [
            make(), make(seed: -7), make(rule: "slower"), make(aspect: "latency"), make(name: "drop"),
            make(subject: "b"),
        ]
        #expect(Set(draws.map(\.uint64)).count == draws.count)
    }

    @Test func `no two keys run together into one text`() {
        let draws = [
            make(rule: "ab", aspect: "c"), make(rule: "a", aspect: "bc"), make(rule: "abc", aspect: ""),
            make(rule: "", aspect: "abc"), make(aspect: "job", name: "", subject: "durationa"),
        ]
        #expect(Set(draws.map(\.uint64)).count == draws.count)
    }

    @Test func `shares and numbers below a limit are spread evenly`() {
        var tenths = [Int](repeating: 0, count: 10)
        var sevenths = [Int](repeating: 0, count: 7)
        var pairs = [Int](repeating: 0, count: 4)
        for subject in 0..<20_000 {
            let draw = make(subject: String(subject))
            #expect((0..<1).contains(draw.unit) && (0..<1).contains(draw.secondUnit))
            tenths[Int(draw.unit * 10)] += 1
            sevenths[Int(draw.below(7))] += 1
            pairs[(draw.unit < 0.5 ? 0 : 2) + (draw.secondUnit < 0.5 ? 0 : 1)] += 1
        }
        #expect(tenths.allSatisfy { (1_800...2_200).contains($0) })
        #expect(sevenths.allSatisfy { (2_650...3_060).contains($0) })
        #expect(pairs.allSatisfy { (4_750...5_250).contains($0) })
    }

    @Test func `a draw below nothing or one is zero`() {
        #expect(make().below(0) == 0)
        #expect(make().below(1) == 0)
    }
}
