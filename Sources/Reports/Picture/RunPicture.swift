import Core
import Judging

/// Where everything of a run stands in its picture: time runs to the right, each kind of request has a lane, each job has one.
///
/// Waits of a drill are minutes and its requests milliseconds apart, so the scale is none of time: what happens later stands further
/// right, and a longer pause is wider, but by far not as much as it is longer.
struct RunPicture {
    enum Shape { case answered, refused, lost }

    /// A request, or several polls in a row that were answered alike.
    struct Mark {
        let exchange: Exchange
        var last: Int
        var count: Int
        let shape: Shape
        let isProof: Bool
        let hasRule: Bool
        var slot = 0.0
    }

    struct Hook {
        let delivery: RunRecord.Delivery
        var slot = 0.0
    }

    struct Bar {
        let job: RunRecord.Job
        var start = 0.0
        /// nil: it goes on.
        var end: Double?
    }

    /// A place at which the time is told.
    struct Tick {
        let slot: Double
        let time: Duration
    }

    private(set) var marks: [Mark]
    private(set) var hooks: [Hook]
    private(set) var bars: [Bar]
    private(set) var ticks: [Tick] = []
    /// Of the last one.
    private(set) var width = 0.0
    /// Requests and jobs that it does not show.
    let moreRequests: Int
    let moreJobs: Int

    init(_ run: RunStory) {
        let (marks, shown) = Self.marks(of: run)
        let exchanges = run.record.exchanges
        moreRequests = exchanges.count - shown
        let end: Duration? = moreRequests > 0 ? exchanges[max(0, shown - 1)].at : nil
        func isWithin(_ time: Duration) -> Bool { end.map { time <= $0 } ?? true }
        self.marks = marks
        let jobs = run.record.jobs.filter { isWithin($0.created) }
        bars = jobs.prefix(ReportBounds.jobs).map { Bar(job: $0) }
        moreJobs = run.record.jobs.count - bars.count
        hooks = run.record.deliveries.filter { isWithin($0.at) }.prefix(ReportBounds.marks).map { Hook(delivery: $0) }
        place(until: end, byTime: run.times.ofScenario)
    }

    private static func marks(of run: RunStory) -> ([Mark], shown: Int) {
        var marks: [Mark] = []
        var shown = 0
        for exchange in run.record.exchanges {
            let mark = Mark(
                exchange: exchange, last: exchange.number, count: 1, shape: Shape(exchange),
                isProof: run.proves[exchange.number] != nil, hasRule: !exchange.shown.isEmpty)
            if let place = marks.indices.last, marks[place].takes(mark) {
                marks[place].last = exchange.number
                marks[place].count += 1
            } else {
                if marks.count == ReportBounds.marks { break }
                marks.append(mark)
            }
            shown += 1
        }
        return (marks, shown)
    }

    /// Puts everything in the order of time, and each thing a step further right than what came before. Where times are not to be
    /// shown, a step does not tell them either.
    private mutating func place(until end: Duration?, byTime: Bool) {
        enum Thing { case mark(Int), start(Int), end(Int), hook(Int) }
        var things: [(time: Duration, thing: Thing)] = marks.indices.map { (marks[$0].exchange.at, .mark($0)) }
        things += bars.indices.map { (bars[$0].job.created, .start($0)) }
        things += hooks.indices.map { (hooks[$0].delivery.at, .hook($0)) }
        for (place, bar) in bars.enumerated() {
            if let ended = bar.job.ended, end.map({ ended <= $0 }) ?? true { things.append((ended, .end(place))) }
        }
        // Equal times stay in the order above.
        let sorted = things.enumerated().sorted {
            ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
        }
        var slot = 0.0
        var before: Duration?
        for (_, (time, thing)) in sorted {
            let pause = before.map { time - $0 } ?? .zero
            let isMark = if case .mark = thing { true } else { false }
            if before != nil { slot += byTime ? Self.step(pause, isMark: isMark) : isMark ? 1 : 0.5 }
            before = max(before ?? time, time)
            switch thing {
            case .mark(let place): marks[place].slot = slot
            case .start(let place): bars[place].start = slot
            case .end(let place): bars[place].end = slot
            case .hook(let place): hooks[place].slot = slot
            }
            if pause > .zero || ticks.isEmpty { ticks.append(Tick(slot: slot, time: time)) }
        }
        width = slot
    }

    /// Each request has room of its own; a pause adds with its number of digits.
    private static func step(_ pause: Duration, isMark: Bool) -> Double {
        let length = max(0, pause.milliseconds)
        let bits = Double(Int.bitWidth - length.leadingZeroBitCount)
        return (isMark ? 1 : length > 0 ? 0.5 : 0.15) + max(0, bits - 6) / 6
    }
}

extension RunPicture.Shape {
    init(_ exchange: Exchange) {
        if exchange.status == 0 || exchange.arrivedWhole == false {
            self = .lost
        } else {
            self = exchange.status < 400 ? .answered : .refused
        }
    }
}

extension RunPicture.Mark {
    /// Whether another poll looks the same as this one.
    fileprivate func takes(_ other: Self) -> Bool {
        exchange.step == .poll && other.exchange.step == .poll && exchange.job == other.exchange.job
            && exchange.outcome == other.exchange.outcome && !isProof && !other.isProof && !hasRule && !other.hasRule
    }

    /// `#3`, `#5–#42`
    var name: String { count == 1 ? "#\(exchange.number)" : "#\(exchange.number)–#\(last)" }
}
