import Reports
import Testing

struct RunPlanTests {
    @Test func `the healthy day comes first, once, with the first seed`() throws {
        let plan = try RunPlan(withHealthyDay: true, seeds: [5, 9], repetitions: 2)
        #expect(plan.runs.map(\.kind) == [.healthy, .drill, .drill, .drill, .drill])
        #expect(plan.runs.map(\.seed) == [5, 5, 5, 9, 9])
        #expect(plan.runs.map(\.repetition) == [1, 1, 2, 1, 2])
    }

    @Test func `without it there are drills alone`() throws {
        #expect(try RunPlan(withHealthyDay: false, seeds: [1], repetitions: 1).runs.map(\.kind) == [.drill])
    }

    @Test(arguments: [
        ("7", [7]), ("1..4", [1, 2, 3, 4]), ("1,5,9", [1, 5, 9]), ("-2..0,7", [-2, -1, 0, 7]), ("3,1..3", [3, 1, 2]),
        ("4..4", [4]),
    ])
    func `seeds are named one by one and from one to another`(text: String, seeds: [Int64]) throws {
        #expect(try RunPlan.seeds(text) == seeds)
    }

    @Test(arguments: [
        ("", "whole numbers"), ("x", "whole numbers"), ("1,", "whole numbers"), ("1..2..3", "whole numbers"),
        ("1...3", "whole numbers"), ("..3", "whole numbers"), ("99999999999999999999", "whole numbers"),
        ("9..1", "the smaller number comes first"), ("1..1001", "more than 1000 seeds"),
        ("-9223372036854775808..9223372036854775807", "more than 1000 seeds"),
    ])
    func `seeds that cannot be read are told of`(text: String, words: String) {
        let flaw = #expect(throws: RunPlan.Flaw.self) { try RunPlan.seeds(text) }
        #expect(flaw?.description.contains(words) ?? false, "\(String(describing: flaw))")
    }

    @Test(arguments: [(0, "from 1 on"), (-1, "from 1 on"), (501, "more than 1000 runs"), (.max, "more than 1000 runs")])
    func `repetitions have bounds`(repetitions: Int, words: String) {
        let flaw = #expect(throws: RunPlan.Flaw.self) {
            try RunPlan(withHealthyDay: true, seeds: [1, 2], repetitions: repetitions)
        }
        #expect(flaw?.description.contains(words) ?? false, "\(String(describing: flaw))")
    }
}
