import Documents
import Judging
import Reports
import Testing
import Time

/// A stable report of the same run, done again, has the same bytes.
@Suite struct StableReportTests {
    @Test func `real times make no difference`() {
        var (one, other) = (Samples.inconclusive, Samples.inconclusive)
        for (report, factor) in [(0, 1), (1, 3)] {
            var run = one.runs[0]
            run.record.realTime = run.record.realTime * factor
            for place in run.record.exchanges.indices {
                run.record.exchanges[place].came = run.record.exchanges[place].came * factor
                run.record.exchanges[place].left = nil
            }
            run.verdict?.findings[0].sentences = ["#1 → #2, \(factor) s apart."]
            if report == 0 { one.runs[0] = run } else { other.runs[0] = run }
        }
        other.began = one.began.map { $0 + .seconds(9) }
        #expect(forms(one, stable: true) == forms(other, stable: true))
        #expect(forms(one, stable: false)[0] != forms(other, stable: false)[0])
        #expect(forms(one, stable: false)[5] != forms(other, stable: false)[5])
    }

    @Test func `times of a clock that passes by itself make none either`() {
        let one = Samples.failing
        var other = Samples.failing
        for place in other.runs.indices { other.runs[place].record.slow(by: 2) }
        #expect(forms(one, stable: true) == forms(other, stable: true))
        #expect(forms(one, stable: false)[0] != forms(other, stable: false)[0])
    }

    @Test func `times of a clock that a test moves stay`() {
        let text = Samples.inconclusive.text(colour: false, stable: true)
        #expect(text.contains("9.3 s on the scenario's clock"))
        let json = String(decoding: Samples.inconclusive.json(stable: true), as: UTF8.self)
        #expect(json.contains("\"at_ms\": 2300"))
        #expect(!json.contains("\"real\""))
    }

    private func forms(_ report: RunReport, stable: Bool) -> [[UInt8]] {
        [
            Array(report.text(colour: false, stable: stable).utf8), Array(report.markdown(stable: stable).utf8),
            report.html(stable: stable), report.json(stable: stable), report.junit(stable: stable),
            report.ctrf(stable: stable),
        ]
    }
}

extension RunRecord {
    /// As if everything had taken so many times as long.
    fileprivate mutating func slow(by factor: Int) {
        scenarioTime = scenarioTime * factor
        for place in exchanges.indices {
            exchanges[place].at = exchanges[place].at * factor
            exchanges[place].answered = exchanges[place].answered.map { $0 * factor }
        }
        for place in jobs.indices {
            jobs[place].created = jobs[place].created * factor
            jobs[place].ended = jobs[place].ended.map { $0 * factor }
        }
        for place in deliveries.indices { deliveries[place].at = deliveries[place].at * factor }
    }
}
