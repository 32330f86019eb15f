/// Which runs of the command a drill has, in their order.
public struct RunPlan: Sendable, Equatable {
    public struct Planned: Sendable, Equatable {
        public var kind: RunReport.Run.Kind
        public var seed: Int64
        /// The how-manieth with that seed, from 1.
        public var repetition: Int
    }

    /// What cannot be planned, in a sentence.
    public struct Flaw: Error, CustomStringConvertible, Equatable {
        public var description: String
    }

    /// As many runs a drill may have [chosen]: their records are kept until the report is written.
    public static let most = 1_000

    public var runs: [Planned]

    /// - Parameters:
    ///   - withHealthyDay: whether the command runs once without faults before all others.
    ///   - seeds: not empty.
    ///   - repetitions: how often each seed is run.
    public init(withHealthyDay: Bool, seeds: [Int64], repetitions: Int) throws(Flaw) {
        guard repetitions >= 1 else {
            throw Flaw(description: "--repeat takes a number from 1 on, not \(repetitions).")
        }
        let (count, isMore) = seeds.count.multipliedReportingOverflow(by: repetitions)
        guard !isMore, count <= Self.most else {
            throw Flaw(
                description:
                    "--seeds and --repeat ask for more than \(Self.most) runs, which is the most that a drill has.")
        }
        let drills = seeds.flatMap { seed in
            (1...repetitions).map { Planned(kind: .drill, seed: seed, repetition: $0) }
        }
        let healthy = seeds.first.map { Planned(kind: .healthy, seed: $0, repetition: 1) }
        runs = (withHealthyDay ? [healthy].compactMap(\.self) : []) + drills
    }

    /// Reads `7`, `1..20` and `1,5,9`, mixed as well; each seed once, in the order in which they are named.
    public static func seeds(_ text: String) throws(Flaw) -> [Int64] {
        var (seeds, seen): ([Int64], Set<Int64>) = ([], [])
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            for seed in try range(part, of: text) where seen.insert(seed).inserted { seeds.append(seed) }
        }
        return seeds
    }

    private static func range(_ part: Substring, of text: String) throws(Flaw) -> ClosedRange<Int64> {
        let ends = part.split(separator: "..", omittingEmptySubsequences: false)
        guard ends.count <= 2, let first = Int64(ends[0]), let last = Int64(ends[ends.count - 1]) else {
            throw Flaw(description: "--seeds takes whole numbers, such as 7, 1..20 or 1,5,9, not `\(text)`.")
        }
        guard first <= last else {
            throw Flaw(
                description: "--seeds \(text): \(first)..\(last) goes backwards; the smaller number comes first.")
        }
        let (distance, isMore) = last.subtractingReportingOverflow(first)
        guard !isMore, distance < most else {
            throw Flaw(
                description: "--seeds \(text) names more than \(most) seeds, which is the most that a drill has.")
        }
        return first...last
    }
}
