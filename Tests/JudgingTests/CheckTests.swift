import Judging
import Scenario
import TestSupport
import Testing

@Suite("Each check")
struct CheckTests {
    @Test("says of a run what is right", arguments: CheckSample.all)
    func saysWhatIsRight(_ sample: CheckSample) throws {
        let finding = try #require(sample.finding)
        #expect(finding.outcome == sample.outcome)
        #expect(finding.sentences == sample.sentences)
    }

    @Test("has a run that fails, one that passes and one that cannot be told", arguments: Check.allCases)
    func hasAllOutcomes(_ check: Check) {
        #expect(CheckSample.all.filter { $0.check == check }.map(\.outcome) == [.fail, .pass, .inconclusive])
    }

    @Test("is one that scenario files can name, and there is one for each name")
    func hasItsName() {
        #expect(Check.allCases.map(\.rawValue).sorted() == Expectation.names.sorted())
    }

    @Test("says what would have been right when it fails, and nothing when it passes", arguments: CheckSample.all)
    func givesAdvice(_ sample: CheckSample) throws {
        let finding = try #require(sample.finding)
        switch sample.outcome {
        case .fail: #expect(finding.advice != nil)
        case .pass: #expect(finding.advice == nil)
        case .inconclusive: break
        }
    }

    @Test("names entries, webhooks or a reason of its own when it fails", arguments: CheckSample.all)
    func namesProof(_ sample: CheckSample) throws {
        let finding = try #require(sample.finding)
        let provesByWords: Set<Check> = [.noFalseSuccess, .command, .everyRuleFired]
        if sample.outcome == .fail, !provesByWords.contains(sample.check) {
            #expect(!finding.entries.isEmpty || !finding.webhooks.isEmpty)
        }
    }

    @Test("leaves measured durations out of its stable sentences", arguments: CheckSample.all)
    func stableSentencesHaveNoMeasures(_ sample: CheckSample) throws {
        let finding = try #require(sample.finding)
        #expect(finding.stableSentences.count == finding.sentences.count)
        for sentence in finding.stableSentences {
            for measured in ["0.4 s", "0.5 s", "0.6 s"] { #expect(!sentence.contains(measured)) }
        }
    }
}
