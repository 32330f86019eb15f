/// `when`: which of its matches a rule acts on (language.md §2.3).
public struct Frequency: Sendable, Equatable {
    /// Whose matches are counted together.
    public enum Per: String, Sendable, CaseIterable {
        case account, job, request, scenario
    }

    /// So many matches are skipped first.
    public var after = 0
    /// It acts at most so often; nil: no end. An act of which nothing came about is not counted.
    public var times: Int?
    /// Each so many-th of those after `after`.
    public var every = 1
    /// The share that is acted on, from 0 to 100, drawn for each request; nil: all.
    public var percentage: Double?
    /// Scenario time since load; others are no matches at all. The end is not part of it.
    public var between: Range<Duration>?
    public var per = Per.scenario

    public init() {}

    /// Whether the number of a match makes a difference.
    var countsMatches: Bool { after > 0 || every > 1 }

    /// Whether the match of that number, from 1, is acted on. Whether another rule decided in the end makes no
    /// difference: so what a rule does can be told from its own matches alone.
    func acts(onMatch number: Int) -> Bool {
        number > after && (number - after).isMultiple(of: every)
    }
}

extension Frequency {
    init(_ reading: Reading, _ builder: inout Builder) {
        after = reading[Keys.after] ?? 0
        times = reading[Keys.times]
        every = reading[Keys.every] ?? 1
        percentage = reading[Keys.percentage]
        between = reading.entry(Keys.between).flatMap { Self.range($0.value, &builder) }
        per = reading[Keys.per] ?? .scenario
    }

    private static func range(_ reading: Reading, _ builder: inout Builder) -> Range<Duration>? {
        guard let times = Keys.between.form.value(reading), times.count == 2 else { return nil }
        guard times[0] < times[1] else {
            builder.report("the second time must come after the first", at: reading)
            return nil
        }
        return times[0]..<times[1]
    }

    enum Keys {
        static let table = Table("`when`", [after, times, every, percentage, between, per])

        static let after = Field("after", .count, "skip the first N matches")
        static let times = Field("times", .positive, "act at most N times, then fall silent")
        static let every = Field("every", .positive, "act on each N-th match")
        static let percentage = Field(
            "percentage", .number(0...100), "act on that share of matches, drawn from the seed")
        static let between = Field(
            "between", .list(of: Form.duration, 2...2), "scenario time since load, from and to")
        static let per = Field<Per>("per", .words("subject"), "whose matches are counted; default `scenario`")
    }
}
