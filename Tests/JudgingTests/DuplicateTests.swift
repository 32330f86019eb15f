import Documents
import Judging
import Scenario
import TestSupport
import Testing

/// Where `no_duplicate_creates` and its neighbours draw the line.
@Suite("Creates that come twice")
struct DuplicateTests {
    private func outcome(_ check: Check, _ options: String = "{}", _ exchanges: [Exchange]) throws -> RunVerdict.Outcome
    {
        let options = try JSONReader.read(Array(options.utf8)).root
        let expectation = Expectation(name: check.rawValue, options: options)
        return RunVerdict.judge(.run(exchanges), by: [expectation]).outcome
    }

    @Test("that were both answered are two wishes, unless strict says otherwise")
    func twoWishes() throws {
        let twice: [Exchange] = [.create(1, at: 0, job: "a"), .create(2, at: 1, job: "b")]
        #expect(try outcome(.noDuplicateCreates, twice) == .pass)
        #expect(try outcome(.noDuplicateCreates, #"{"strict":true}"#, twice) == .fail)
    }

    @Test("after an error page although the first was accepted fail")
    func errorPage() throws {
        #expect(
            try outcome(.noDuplicateCreates, [.create(1, at: 0, status: 500, job: "a"), .create(2, at: 1, job: "b")])
                == .fail)
    }

    @Test("further apart than within are two wishes")
    func within() throws {
        let twice: [Exchange] = [.create(1, at: 0, arrives: false, job: "a"), .create(2, at: 90, job: "b")]
        #expect(try outcome(.noDuplicateCreates, #"{"within":"1m"}"#, twice) == .pass)
        #expect(try outcome(.noDuplicateCreates, #"{"within":"2m"}"#, twice) == .fail)
    }

    @Test("and are answered with the first one's job are one")
    func replayed() throws {
        let twice: [Exchange] = [
            .create(1, at: 0, arrives: false, job: "a"), .create(2, at: 1, job: "a", makes: .replayed),
        ]
        #expect(try outcome(.noDuplicateCreates, twice) == .pass)
        #expect(try outcome(.noBlindRetry, twice) == .pass)
    }

    @Test("with another body are two wishes")
    func otherBody() throws {
        let twice: [Exchange] = [
            .create(1, at: 0, arrives: false, job: "a"), .create(2, at: 1, job: "b").with { $0.fingerprint = 99 },
        ]
        #expect(try outcome(.noDuplicateCreates, twice) == .pass)
    }

    @Test("after a plain refusal are no blind retry")
    func refused() throws {
        #expect(
            try outcome(.noBlindRetry, [.create(1, at: 0, status: 429, makes: .nothing), .create(2, at: 1)])
                == .inconclusive)
    }

    @Test("after a gateway's time-out are a blind retry", arguments: [502, 504, 524])
    func gateway(_ status: Int) throws {
        #expect(
            try outcome(.noBlindRetry, [.create(1, at: 0, status: status, makes: .nothing), .create(2, at: 1)]) == .fail
        )
    }

    private func outcome(_ check: Check, _ exchanges: [Exchange]) throws -> RunVerdict.Outcome {
        try outcome(check, "{}", exchanges)
    }
}

@Suite("A verdict")
struct RunVerdictTests {
    private func judge(_ record: RunRecord, _ check: Check) -> RunVerdict.Finding? {
        RunVerdict.judge(record, by: [Expectation(name: check.rawValue)]).findings.first
    }

    @Test("is no pass when entries were dropped that could matter")
    func dropped() throws {
        let record = RunRecord.run([.create(1, at: 0, job: "a")]) { $0.dropped = 3 }
        let finding = try #require(judge(record, .noDuplicateCreates))
        #expect(finding.outcome == .inconclusive)
        #expect(finding.sentences == ["3 requests came and are not in the journal any more."])
    }

    @Test("still fails when entries were dropped and what is left proves it")
    func droppedAndWrong() {
        let record = RunRecord.run([.create(1, at: 0, arrives: false, job: "a"), .create(2, at: 1, job: "b")]) {
            $0.dropped = 3
        }
        #expect(judge(record, .noDuplicateCreates)?.outcome == .fail)
    }

    @Test("says nothing of a run in which no rule showed")
    func noRuleShowed() throws {
        let record = RunRecord.run([.create(1, at: 0, job: "a")]) {
            $0.rules = [RunRecord.Rule(name: "lost", matched: 1, showed: 0, masked: 1)]
        }
        let finding = try #require(judge(record, .noDuplicateCreates))
        #expect(finding.outcome == .inconclusive)
        #expect(finding.sentences == ["No rule of the scenario showed, so nothing was put to the test."])
    }

    @Test("tells a rule that something hid, and what")
    func masked() throws {
        let refused = Exchange.create(1, at: 0, status: 401, makes: .nothing)
            .of(rule: "lost", "empty_response", unseen: "refused earlier, with 401")
        let record = RunRecord.run([refused]) {
            $0.rules = [RunRecord.Rule(name: "lost", matched: 1, showed: 0, masked: 1)]
        }
        let finding = try #require(judge(record, .everyRuleFired))
        #expect(finding.sentences == ["Rule `lost` acted 1 time, and nobody saw it: refused earlier, with 401."])
        #expect(finding.entries == [1])
    }

    @Test("names at most so many sentences and entries, and says how many more there are")
    func bounded() throws {
        let polls = (0..<300).map { Exchange.poll($0 + 2, "job\($0 / 2)", at: 1 + 0.3 * Double($0)) }
        let jobs = (0..<150).map { RunRecord.Job.job("job\($0)") }
        let finding = try #require(judge(.run(polls, jobs: jobs), .pollInterval))
        #expect(finding.sentences.count == RunVerdict.mostSentences)
        #expect(finding.sentences.last == "There are 146 more of this kind.")
        #expect(finding.entries.count == RunVerdict.mostProofs)
        #expect(finding.jobs.count == RunVerdict.mostProofs)
    }

    @Test("counts a 429 for the account and step, and other refusals for their request alone")
    func whomARefusalBinds() {
        let other = Exchange.create(2, at: 0.5).with { $0.fingerprint = 99 }
        let limited = Exchange.create(1, at: 0, status: 429, makes: .nothing).telling(toWait: 5)
        let unavailable = Exchange.create(1, at: 0, status: 503, makes: .nothing).telling(toWait: 5)
        #expect(judge(.run([limited, other]), .retryAfterRespected)?.outcome == .fail)
        #expect(judge(.run([unavailable, other]), .retryAfterRespected)?.outcome == .pass)
        #expect(judge(.run([unavailable, .create(2, at: 0.5)]), .retryAfterRespected)?.outcome == .fail)
        #expect(
            judge(.run([limited, other.with { $0.account = "another" }]), .retryAfterRespected)?.outcome == .pass)
        // A hint on an answer that is no refusal binds nobody.
        #expect(
            judge(.run([.poll(1, "a", at: 0).telling(toWait: 5), .poll(2, "a", at: 0.5)]), .retryAfterRespected)?
                .outcome == .inconclusive)
    }

    @Test("forgives 50 ms")
    func tolerance() {
        let limited = Exchange.create(1, at: 0, status: 429, makes: .nothing).telling(toWait: 5)
        #expect(judge(.run([limited, .create(2, at: 5.06)]), .retryAfterRespected)?.outcome == .pass)
        #expect(judge(.run([limited, .create(2, at: 5.0)]), .retryAfterRespected)?.outcome == .fail)
    }
}
