import Judging
import Reports
import Testing

@Suite struct TextReportTests {
    @Test func `the first line tells how it ended, of what, and what that is about`() {
        let text = Samples.failing.text(colour: false, stable: false)
        #expect(
            text.hasPrefix(
                "FAIL lost-answer: The answer to a create is lost after its job was made.\n     2 of 5 checks failed.\n"
            ))
        #expect(Samples.passing.text(colour: false, stable: false).hasPrefix("PASS gateway-page: "))
        #expect(Samples.inconclusive.text(colour: false, stable: false).hasPrefix("INCONCLUSIVE expired-link: "))
        #expect(Samples.noDrill.text(colour: false, stable: false).hasPrefix("ERROR lost-answer: "))
    }

    @Test func `a failure stands with its advice and the requests that prove it`() {
        let text = Samples.failing.text(colour: false, stable: false)
        let wanted = """
            FAIL no_duplicate_creates   #3 → #4, 0.5 s apart: the same body, both became jobs, $1.20 each.
                 The answer to #3 was lost after it was accepted. Look for the task in the account's list before
                 creating again.
                 #3   12.4 s  POST /v1/tasks → 200, lost or cut off   rule: the answer is lost
                 #4   12.9 s  POST /v1/tasks → 200
            """
        #expect(text.contains(wanted), "\(text)")
    }

    @Test(arguments: Samples.all.keys.sorted())
    func `no line is wider than a hundred columns, but what is to be copied`(name: String) throws {
        let report = try #require(Samples.all[name])
        for line in report.text(colour: false, stable: false).split(separator: "\n")
        where !line.hasPrefix("Repeat with") {
            #expect(line.count <= 100 || line.hasPrefix("Exit code"), "\(line)")
        }
    }

    @Test func `colours come only where they are wanted, and only ours`() {
        let report = Samples.hostile(requests: 12)
        #expect(!report.text(colour: false, stable: false).contains("\u{1B}"))
        let coloured = report.text(colour: true, stable: false)
        let codes = coloured.split(separator: "\u{1B}").dropFirst().map { $0.prefix { $0 != "m" } }
        #expect(Set(codes).isSubset(of: ["[0", "[1", "[2", "[1;31", "[1;32", "[1;33"]))
        var plain = coloured
        for code in Set(codes) { plain.replace("\u{1B}\(code)m", with: "") }
        #expect(plain == report.text(colour: false, stable: false))
    }

    @Test func `no text of a client ends a line, hides one, or is a command to a CI`() {
        let text = Samples.hostile(requests: 12).text(colour: false, stable: false)
        for scalar in text.unicodeScalars where scalar.value < 0x20 { #expect(scalar == "\n") }
        #expect(!text.contains("\u{202E}"))
        #expect(!text.contains("##"))
        for line in text.split(separator: "\n") {
            #expect(!line.drop { $0 == " " }.hasPrefix("::"), "\(line)")
        }
    }

    @Test func `of many drills the failed one is told, and the others in a line each`() {
        let text = Samples.manySeeds.text(colour: false, stable: false)
        #expect(text.contains("1 of 12 drills failed: seed 7."))
        #expect(text.contains("Drill with seed 7\n"))
        #expect(text.contains("PASS         seed 12   4 requests, $1.20\n"))
        #expect(text.contains("\nRepeat with      understudy drill --scenario lossy-network --seeds 7 -- swift test\n"))
    }

    @Test func `what never showed and what is not known is told`() {
        let text = Samples.inconclusive.text(colour: false, stable: false)
        #expect(text.contains("“the link ends early” never showed: no request matched it."))
        #expect(
            text.contains(
                "“a slow answer” (phase evening) never showed, though it matched twice. Something"))
        #expect(text.contains("12 requests are not in the record any more."))
    }

    @Test func `a client that never came is told of`() {
        var report = Samples.failing
        report.runs = [RunReport.Run(kind: .drill, seed: 1, record: RunRecord(), verdict: RunVerdict(findings: []))]
        report.exitCode = 0
        let text = report.text(colour: false, stable: false)
        #expect(text.contains("No request came: the client may not use the addresses that it was given."))
        #expect(text.contains("Nothing is expected of the client: the scenario has no `expect`."))
    }
}
