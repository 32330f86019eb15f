import Judging
import Testing

@Suite("The outcome of a verdict")
struct OutcomeTests {
    @Test(
        "fails where anything fails, else is inconclusive where anything is",
        arguments: [
            ([], .pass), ([.pass], .pass), ([.pass, .inconclusive], .inconclusive),
            ([.inconclusive, .fail, .pass], .fail),
        ] as [([RunVerdict.Outcome], RunVerdict.Outcome)])
    func worstCounts(_ findings: [RunVerdict.Outcome], _ whole: RunVerdict.Outcome) {
        let verdict = RunVerdict(
            findings: findings.map {
                RunVerdict.Finding(check: "count", written: "count", outcome: $0, sentences: [])
            })
        #expect(verdict.outcome == whole)
    }
}
