import Core
import Foundation
import Scenario
import Testing

@Suite struct WhenTests {
    /// Which of the first twelve matches a rule acts on.
    private func acted(_ when: String) throws -> [Int] {
        var play = try Play(rules: "- { name: r, when: \(when), then: { latency: 1s } }")
        return (1...12).filter { _ in play.decide(subject()).latency != nil }
    }

    @Test(arguments: [
        ("{ after: 9 }", [10, 11, 12]), ("{ times: 2 }", [1, 2]), ("{ every: 5 }", [5, 10]),
        ("{ after: 2, times: 2 }", [3, 4]), ("{ after: 1, every: 3, times: 2 }", [4, 7]), ("{ percentage: 0 }", []),
        ("{ percentage: 100, times: 1 }", [1]), ("{ every: 1000000000, after: 1000000000 }", []),
    ])
    func `after, every and times count matches`(when: String, matches: [Int]) throws {
        #expect(try acted(when) == matches)
    }

    @Test func `a request is counted once however many aspects the rule names`() throws {
        var play = try Play(rules: "- { name: r, when: { times: 2 }, then: { latency: 1s, error: internal_error } }")
        #expect((1...3).map { _ in play.decide(subject()).fired.count } == [2, 2, 0])
    }

    @Test func `time outside between is not counted`() throws {
        var play = try Play(rules: "- { name: r, when: { between: [30s, 2m], times: 1 }, then: { latency: 1s } }")
        let times = [0, 29, 30, 31].map { seconds in play.decide(subject(), at: .seconds(seconds)).latency != nil }
        #expect(times == [false, false, true, false])
        var late = try Play(rules: "- { name: r, when: { between: [30s, 2m] }, then: { latency: 1s } }")
        #expect(late.decide(subject(), at: .seconds(120)).latency == nil)
    }

    @Test func `matches are counted apart for each account, job and request`() throws {
        var account = try Play(rules: "- { name: r, when: { times: 1, per: account }, then: { latency: 1s } }")
        #expect(["a", "b", "a"].map { account.decide(subject(account: $0)).latency != nil } == [true, true, false])
        var job = try Play(rules: "- { name: r, when: { after: 1, per: job }, then: { latency: 1s } }")
        let polls = ["x", "y", "x"].map { id in
            job.decide(subject(step: .poll, job: .init(id: id, status: .queued, age: .zero, polls: 0))).latency != nil
        }
        #expect(polls == [false, false, true])
        var request = try Play(rules: "- { name: r, when: { times: 1, per: request }, then: { latency: 1s } }")
        let bodies = [1, 2, 1].map { number in
            request.decide(subject(body: ["n": .init(integerLiteral: number)])).latency != nil
        }
        #expect(bodies == [true, true, false])
    }

    @Test func `a share is drawn for each request and does not depend on their order`() throws {
        let rule = "- { name: r, when: { percentage: 30 }, then: { latency: 1s } }"
        let keys = (0..<2000).map { "request \($0)" }
        func hit(_ keys: [String]) throws -> Set<String> {
            var play = try Play(rules: rule)
            return Set(keys.filter { play.decide(subject(drawKey: $0)).latency != nil })
        }
        let forwards = try hit(keys)
        #expect(try hit(keys.reversed()) == forwards)
        #expect((500...700).contains(forwards.count), "30 % of 2000, found \(forwards.count)")
    }

    @Test func `a client that tries the flaky scenario twice always gets through`() throws {
        let file = root.appendingPathComponent("scenarios/flaky.yaml")
        var play = Play(try load(String(contentsOf: file, encoding: .utf8)))
        var failures = 0
        for number in 0..<500 {
            for provider in [Provider.llmStats, .unifiedTasks, .getimg] {
                let first = play.decide(subject(provider: provider, attempt: 1, drawKey: "\(number) 1"))
                let second = play.decide(subject(provider: provider, attempt: 2, drawKey: "\(number) 2"))
                failures += first.error != nil || first.httpError != nil ? 1 : 0
                #expect(second.error == nil && second.httpError == nil)
            }
        }
        #expect((500...700).contains(failures), "two in five of 1500, found \(failures)")
    }
}
