/// The answer to a `Verification`.
public struct Verdict: Sendable, Equatable {
    public enum Word: String, Sendable {
        case yes, no, inconclusive
    }

    /// A request that does not match, and in what it differs.
    public struct Miss: Sendable, Equatable {
        public var number: Int
        /// A line for each: `body.input.duration: wanted 8, got 4`.
        public var differences: [String]
        /// How far it is from what was asked for.
        let distance: Int

        init(_ number: Int, _ differences: [Difference]) {
            self.number = number
            self.differences = differences.map(\.line)
            distance = differences.weight
        }
    }

    /// A request of which it cannot be told, and why.
    public struct Doubt: Sendable, Equatable {
        public var number: Int
        public var reason: String
    }

    public var word: Word
    /// In a sentence.
    public var reason: String
    /// The numbers of the requests that match; of an order those of its beginning that came.
    public var numbers: [Int]
    public var doubts: [Doubt]
    /// Where too few match, those that come nearest, the nearest first.
    public var misses: [Miss]
}

/// Judges requests one behind the other, oldest first.
public struct Judge: Sendable {
    /// How many requests are named of those that do not match [chosen].
    private static let mostMisses = 3
    /// How many are named of those of which it cannot be told [chosen].
    private static let mostDoubts = 10

    private let question: Verification.Question
    /// How many requests came before and are not there any more.
    private let dropped: Int
    private var numbers: [Int] = []
    private var doubts: [Verdict.Doubt] = []
    private var doubtful = 0
    private var misses: [Verdict.Miss] = []
    /// How many patterns of an order have come, if the doubtful requests and those that are gone are all that they could be.
    private var possible = 0

    public init(_ verification: Verification, dropped: Int) {
        question = verification.question
        self.dropped = dropped
        if case .order(let patterns) = question { possible = min(dropped, patterns.count) }
    }

    public mutating func see(_ number: Int, _ evidence: Evidence) {
        switch question {
        case .count(let pattern, _): count(pattern.finding(in: evidence), number)
        case .order(let patterns):
            if possible < patterns.count, patterns[possible].finding(in: evidence).isPossible { possible += 1 }
            guard numbers.count < patterns.count else { return }
            count(patterns[numbers.count].finding(in: evidence), number)
        }
    }

    private mutating func count(_ finding: Finding, _ number: Int) {
        switch finding {
        case .holds:
            numbers.append(number)
            // The next pattern of an order has misses of its own.
            if case .order = question { misses = [] }
        case .unknown(let reason):
            doubtful += 1
            if doubts.count < Self.mostDoubts { doubts.append(Verdict.Doubt(number: number, reason: reason)) }
        case .differs(let differences):
            add(Verdict.Miss(number, differences))
        }
    }

    /// The nearest differ least, by what they differ in; of equals the newest.
    private mutating func add(_ miss: Verdict.Miss) {
        let place = misses.firstIndex { miss.distance <= $0.distance } ?? misses.count
        guard place < Self.mostMisses else { return }
        misses.insert(miss, at: place)
        if misses.count > Self.mostMisses { misses.removeLast() }
    }

    public var verdict: Verdict {
        switch question {
        case .count(_, let wanted): verdict(onCount: wanted)
        case .order(let patterns): verdict(onOrder: patterns.count)
        }
    }

    private func verdict(onCount wanted: ClosedRange<Int>) -> Verdict {
        let (least, most) = (numbers.count, numbers.count + doubtful + dropped)
        let word: Verdict.Word =
            if wanted.contains(least), wanted.contains(most) {
                .yes
            } else if most < wanted.lowerBound || least > wanted.upperBound {
                .no
            } else {
                .inconclusive
            }
        let isShort = least < wanted.lowerBound
        return Verdict(
            word: word, reason: "\(Self.matching(least)); \(Self.words(for: wanted)) wanted." + doubt(word),
            numbers: numbers, doubts: doubts, misses: word != .yes && isShort ? misses : [])
    }

    private func verdict(onOrder length: Int) -> Verdict {
        let came = numbers.count
        let word: Verdict.Word = came == length ? .yes : possible < length ? .no : .inconclusive
        let reason =
            if word == .yes {
                "All \(length) came in this order."
            } else if let last = numbers.last {
                "Item \(came + 1) of `order` did not come behind number \(last)."
            } else {
                "Item 1 of `order` did not come."
            }
        return Verdict(
            word: word, reason: reason + doubt(word), numbers: numbers, doubts: word == .yes ? [] : doubts,
            misses: word == .yes ? [] : misses)
    }

    private static func matching(_ count: Int) -> String {
        count == 1 ? "1 request matches" : "\(count == 0 ? "No" : "\(count)") requests match"
    }

    private static func words(for wanted: ClosedRange<Int>) -> String {
        let (least, most) = (wanted.lowerBound, wanted.upperBound)
        if least == most { return least == 1 ? "exactly 1 was" : "exactly \(least) were" }
        if most == .max { return least == 1 ? "at least 1 was" : "at least \(least) were" }
        return least == 0 ? "at most \(most) were" : "\(least) to \(most) were"
    }

    /// What keeps it from being told.
    private func doubt(_ word: Verdict.Word) -> String {
        guard word == .inconclusive else { return "" }
        var parts: [String] = []
        if doubtful > 0 { parts.append("of \(doubtful) it cannot be told whether they match") }
        if dropped > 0 { parts.append("\(dropped) were dropped from the journal, and may have matched") }
        return " It cannot be told: \(parts.joined(separator: ", and "))."
    }
}
