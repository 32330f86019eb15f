import Judging
import Reports
import Testing

struct EndingTests {
    private func ending(_ runs: RunReport.Run..., allowsInconclusive: Bool = false) -> Ending {
        Ending(of: runs, allowsInconclusive: allowsInconclusive)
    }

    @Test func `a drill in which all holds ends with 0`() {
        let ending = ending(healthyDay(.exit(0)), drill([("count", .pass)]))
        #expect(ending == Ending(code: 0, reason: "Everything that the scenario expects holds."))
    }

    @Test func `a scenario that expects nothing says that nothing was judged`() {
        let ending = ending(drill([]))
        #expect(ending.code == 0 && ending.reason.contains("nothing was judged"))
    }

    @Test func `a verdict that failed ends with 1, whatever else is the matter`() {
        let ending = ending(
            healthyDay(.exit(0)),
            drill([("count", .inconclusive), ("spent", .fail), ("gives_up", .fail)], command: .exit(3)))
        #expect(ending == Ending(code: 1, reason: "The verdict failed: spent, gives_up."))
    }

    @Test(
        arguments: [
            (.exit(3), "The command ended with 3 on the healthy day"),
            (.signal("SIGKILL"), "The command was ended by SIGKILL on the healthy day"),
            (.stillRunning(after: .seconds(9)), "The command was still trying after 9"),
        ] as [(RunRecord.CommandEnd, String)])
    func `a command that fails on the healthy day ends with 4, and nothing was drilled`(
        end: RunRecord.CommandEnd, words: String
    ) {
        let ending = ending(healthyDay(end))
        #expect(ending.code == 4 && ending.reason.hasPrefix(words) && ending.reason.hasSuffix("no drill was run."))
    }

    @Test func `a command that fails in the drill ends with 4 where the scenario does not speak of it`() {
        #expect(ending(drill([("count", .pass)], command: .exit(1))).code == 4)
        #expect(ending(drill([("count", .inconclusive)], command: .exit(1)), allowsInconclusive: true).code == 4)
        #expect(ending(drill([], command: .signal("SIGSEGV"))).code == 4)
    }

    @Test func `a command that fails as the scenario expects is fine`() {
        #expect(ending(drill([("command", .pass)], command: .exit(1))).code == 0)
    }

    @Test func `a verdict that is inconclusive ends with 5, or with 0 where that is allowed`() {
        let run = drill([("count", .pass), ("gives_up", .inconclusive)])
        let reason = "The verdict is inconclusive: gives_up could not be judged."
        #expect(ending(run) == Ending(code: 5, reason: reason))
        #expect(ending(run, allowsInconclusive: true) == Ending(code: 0, reason: reason))
    }

    @Test func `of several runs the seed is named that shows it`() {
        let runs = [drill([("spent", .pass)], seed: 1), drill([("spent", .fail)], seed: 2)]
        let more = runs + [drill([("spent", .fail)], seed: 3)]
        #expect(
            Ending(of: runs, allowsInconclusive: false).reason
                == "The verdict failed in 1 of 2 runs, with seed 2: spent.")
        #expect(
            Ending(of: more, allowsInconclusive: false).reason
                == "The verdict failed in 2 of 3 runs, first with seed 2: spent.")
    }

    @Test func `of runs with one seed the number is named`() {
        let ending = ending(drill([("spent", .pass)]), drill([("spent", .fail)], repetition: 2))
        #expect(ending.reason == "The verdict failed in 1 of 2 runs: spent.")
    }

    @Test(arguments: [(RunVerdict.Outcome.pass, 0), (.fail, 1), (.inconclusive, 5)])
    func `a server ends by its verdict only where that is wanted`(outcome: RunVerdict.Outcome, code: Int) {
        let verdict = RunVerdict(findings: [.init(check: "count", written: "", outcome: outcome, sentences: [])])
        #expect(Ending(of: verdict, failsOnVerdict: true).code == code)
        #expect(Ending(of: verdict, failsOnVerdict: false).code == 0)
    }
}
