import Core
import Judging

/// What is told of one drill.
struct RunStory {
    let run: RunReport.Run
    /// From 1, in the order in which they ran, and how many ran.
    let number: Int
    let count: Int
    let healthy: RunRecord?
    let times: ShownTimes
    /// Where an entry stands in the record.
    private let places: [Int: Int]
    /// The entry that another one repeats, by its number.
    let repeats: [Int: Int]
    /// The checks that an entry proves wrong, or undecided, by its number.
    let proves: [Int: [String]]

    /// The providers that were spoken to, as people write them.
    let providers: [String]

    init(_ run: RunReport.Run, number: Int, of count: Int, healthy: RunRecord?, stable: Bool) {
        self.run = run
        self.number = number
        self.count = count
        self.healthy = healthy
        times = ShownTimes(of: run.record, stable: stable)
        var places: [Int: Int] = [:]
        var first: [UInt64: Int] = [:]
        var repeats: [Int: Int] = [:]
        for (place, exchange) in run.record.exchanges.enumerated() {
            places[exchange.number] = place
            guard exchange.fingerprint != 0, let step = exchange.step, !step.isAskedOften else { continue }
            if let earlier = first[exchange.fingerprint] {
                repeats[exchange.number] = earlier
            } else {
                first[exchange.fingerprint] = exchange.number
            }
        }
        self.places = places
        providers = Set(run.record.exchanges.compactMap(\.provider)).sorted().map(\.title)
        self.repeats = repeats
        var proves: [Int: [String]] = [:]
        for finding in run.verdict?.findings ?? [] where finding.outcome != .pass {
            for entry in finding.entries { proves[entry, default: []].append(finding.check) }
        }
        self.proves = proves
    }

    var record: RunRecord { run.record }
    var outcome: RunVerdict.Outcome { run.verdict?.outcome ?? .pass }

    /// `seed 7`; `seed 7, run 2` where it was repeated.
    var name: String { run.repetition > 1 ? "seed \(run.seed), run \(run.repetition)" : "seed \(run.seed)" }

    func exchange(_ number: Int) -> Exchange? { places[number].map { record.exchanges[$0] } }
}

extension RunStory {
    var findings: [RunVerdict.Finding] { run.verdict?.findings ?? [] }
    var failed: [RunVerdict.Finding] { findings.filter { $0.outcome == .fail } }
    var undecided: [RunVerdict.Finding] { findings.filter { $0.outcome == .inconclusive } }
    var passed: [RunVerdict.Finding] { findings.filter { $0.outcome == .pass } }

    /// What is said where nothing failed.
    var passesSentence: String {
        switch findings.count {
        case 0: "Nothing is expected of the client: the scenario has no `expect`."
        case 1: "The one check passed."
        case let count: "All \(count) checks passed."
        }
    }

    /// The sentences of a finding as they are shown.
    func sentences(_ finding: RunVerdict.Finding) -> [String] {
        finding.sentences.map { times.real ? $0.shown : $0.shown.withoutDurations }
    }

    /// A finding by the words of the file, with where it came from.
    func title(_ finding: RunVerdict.Finding) -> String {
        finding.written.shown + (finding.origin.map { " (from \($0.shown.shortened()))" } ?? "")
    }
}
