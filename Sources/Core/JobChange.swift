import Time

/// What a scenario changed about a job beyond its plan. Most jobs have none, so it is an object of its own.
public final class JobChange: Sendable {
    public let statuses: StatusSequence?
    public let output: OutputChange?
    /// Polls find the job from then on; nil: at once.
    public let visibleFrom: Moment?
    /// Nobody finds the job from then on; nil: by the provider's own time.
    public let goneFrom: Moment?
    /// What a rule about the create says of its links.
    public let linkTerms: LinkTerms?
    /// What a rule about the create says of its files.
    public let assetTerms: AssetDirective?

    public init(
        statuses: StatusSequence? = nil, output: OutputChange? = nil, visibleFrom: Moment? = nil,
        goneFrom: Moment? = nil, linkTerms: LinkTerms? = nil, assetTerms: AssetDirective? = nil
    ) {
        self.statuses = statuses
        self.output = output
        self.visibleFrom = visibleFrom
        self.goneFrom = goneFrom
        self.linkTerms = linkTerms
        self.assetTerms = assetTerms
    }
}

/// What polls tell instead of the normal sequence (language.md §3.3).
public struct StatusSequence: Sendable, Equatable {
    /// At least one. The names of `Job.State` mean the provider's own words, anything else is told as it is.
    public var words: [String]
    /// How long each is told; nil: until the next poll.
    public var interval: Duration?

    public init(words: [String], interval: Duration? = nil) {
        self.words = words
        self.interval = interval
    }

    /// The place of what is told at that age, after that many polls.
    private func place(age: Duration, polls: Int) -> Int {
        let place = interval.map { $0 > .zero ? Int(clamping: age.nanoseconds / $0.nanoseconds) : .max } ?? polls - 1
        return min(max(0, place), words.count - 1)
    }

    public func word(age: Duration, polls: Int) -> String {
        words[place(age: age, polls: polls)]
    }

    /// Whether the job was ever told to be completed by then: its files are there from that moment.
    public func hasCompleted(age: Duration, polls: Int) -> Bool {
        words[...place(age: age, polls: polls)].contains(Job.State.completed.rawValue)
    }

    /// The age at which the next other word is told by time; nil: that one stays.
    func nextChange(after age: Duration) -> Duration? {
        guard let interval, interval > .zero else { return nil }
        let place = place(age: age, polls: 0)
        return words.indices[(place + 1)...].first { words[$0] != words[place] }.map { interval * $0 }
    }

    /// The state whose answer is given; a word of no state looks like a job that runs.
    public func state(age: Duration, polls: Int) -> Job.State {
        Job.State(rawValue: word(age: age, polls: polls)) ?? .running
    }

    /// How a job with this sequence runs: it ends with the last word, if that is an end.
    public func plan(failure: SemanticError) -> Plan {
        let outcome: Plan.Outcome =
            switch words.last.flatMap({ Job.State(rawValue: $0) }) {
            case .completed: .completed
            case .failed: .failed(failure, message: nil)
            case .queued, .running, nil: .stuck(in: .running)
            }
        guard let interval else {
            return Plan(queued: .zero, running: .zero, outcome: outcome, polls: words.count)
        }
        return Plan(queued: .zero, running: interval * (words.count - 1), outcome: outcome)
    }
}

/// `job.output`: partial and odd results (language.md §3.3).
public struct OutputChange: Sendable, Equatable {
    /// How many results; nil: as many as were asked for.
    public var count: Int?
    /// Results without an address.
    public var nullsURLs: Bool
    /// Members that are left out, wherever they stand.
    public var without: [String]

    public init(count: Int? = nil, nullsURLs: Bool = false, without: [String] = []) {
        self.count = count
        self.nullsURLs = nullsURLs
        self.without = without
    }

    /// The results that come of those that were asked for; the last one is repeated where there are too few.
    public func assets(of assets: [Asset]) -> [Asset] {
        guard let count, let last = assets.last else { return assets }
        return (0..<count).map { $0 < assets.count ? assets[$0] : last }
    }
}
