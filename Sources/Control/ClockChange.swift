import Documents
import Engine
import Scenario
import Time

/// What `POST …/clock` asks for.
struct ClockChange: Sendable {
    /// No clock goes there or beyond: the year 2200 [chosen], well before numbers of nanoseconds end.
    static let end = Timestamp(unixSeconds: 7_258_118_400)

    enum Goal: Sendable {
        /// Forward by that much.
        case by(Duration)
        /// To the next event.
        case next
        /// Until nothing is left to wait for.
        case untilIdle
    }

    var advance: Goal?
    /// Forward to a date.
    var to: Timestamp?
    var mode: ClockMode?
    /// For `scaled`: virtual seconds per real second.
    var rate: Double?
    /// For `auto`: what polls do to it.
    var polls: ClockPolls?
    /// First wait, in real time, until so many requests are held.
    var whenHeld: Int?
    /// For so long at most.
    var timeout = Wait.standardLimit
    /// `"webhooks": "detach"`: time goes on while they are in flight.
    var detachesWebhooks = false

    init(reading bytes: [UInt8]) throws(RequestProblem) {
        let members = try JSONBody.members(of: bytes, example: "Such as {\"advance\":\"1h\"}.")
        var hasTimeout = false
        for member in members {
            switch member.key {
            case "advance": advance = try Self.goal(member.value)
            case "to": to = try Self.date(member.value)
            case "mode": mode = try Self.mode(member.value)
            case "rate": rate = try Self.rate(member.value)
            case "polls": polls = try Self.polls(member.value)
            case "when_held": whenHeld = try Self.count(member.value)
            case "timeout": (timeout, hasTimeout) = (try Self.timeout(member.value), true)
            case "webhooks": detachesWebhooks = try Self.detaches(member.value)
            default:
                throw RequestProblem(
                    "Unknown key `\(member.key)`; there are advance, to, mode, rate, polls, when_held, timeout, webhooks."
                )
            }
        }
        if advance == nil, to == nil, mode == nil {
            throw RequestProblem(
                "Say what to do: {\"advance\":\"1h\"}, {\"to\":\"2026-01-01T00:00:00Z\"} or {\"mode\":\"manual\"}.")
        }
        if rate != nil, mode != .scaled { throw RequestProblem("`rate` goes with {\"mode\":\"scaled\"}.") }
        if polls != nil, mode != .auto { throw RequestProblem("`polls` goes with {\"mode\":\"auto\"}.") }
        if advance != nil, to != nil { throw RequestProblem("Give `advance` or `to`, not both.") }
        if hasTimeout, whenHeld == nil { throw RequestProblem("`timeout` goes with `when_held`.") }
    }

    static let pastTheEnd = "No clock goes beyond the year 2199."

    private static func goal(_ node: Node) throws(RequestProblem) -> Goal {
        if node.string == "next" { return .next }
        if let members = node.object, members.count == 1, node["until_idle"]?.bool == true { return .untilIdle }
        guard let text = node.string, let span = DurationText.parse(text), span >= .zero else {
            throw RequestProblem(
                "`advance` must be a duration such as \"250ms\", \"4s\" or \"1h30m\", of at most \"36500d\", or \"next\", or {\"until_idle\":true}."
            )
        }
        return .by(span)
    }

    private static func date(_ node: Node) throws(RequestProblem) -> Timestamp {
        guard let text = node.string, let date = Timestamp(iso8601: text, requiresZone: true) else {
            throw RequestProblem("`to` must be a date such as \"2026-01-01T00:00:00Z\".")
        }
        guard date < end else { throw RequestProblem(pastTheEnd) }
        return date
    }

    private static func mode(_ node: Node) throws(RequestProblem) -> ClockMode {
        guard let text = node.string, let mode = ClockMode(rawValue: text) else {
            throw RequestProblem("`mode` must be one of real, scaled, manual, auto.")
        }
        return mode
    }

    private static func rate(_ node: Node) throws(RequestProblem) -> Double {
        guard let rate = node.number?.double, rate > 0, rate <= 1e6 else {
            throw RequestProblem("`rate` must be a number above 0, at most 1,000,000.")
        }
        return rate
    }

    private static func polls(_ node: Node) throws(RequestProblem) -> ClockPolls {
        guard let polls = node.string.flatMap({ ClockPolls(rawValue: $0) }) else {
            throw RequestProblem(
                "`polls` must be \"advance\", which is the default and moves time for each poll of an unfinished job, or \"real\"."
            )
        }
        return polls
    }

    private static func timeout(_ node: Node) throws(RequestProblem) -> Duration {
        guard let span = node.string.flatMap(WaitTimeout.parse) else { throw RequestProblem(WaitTimeout.rule) }
        return span
    }

    private static func detaches(_ node: Node) throws(RequestProblem) -> Bool {
        guard let word = node.string, ["await", "detach"].contains(word) else {
            throw RequestProblem(
                "`webhooks` must be \"await\", which is the default, or \"detach\", which lets time go on.")
        }
        return word == "detach"
    }

    private static func count(_ node: Node) throws(RequestProblem) -> Int {
        guard let count = node.number?.int, (1...1_000_000).contains(count) else {
            throw RequestProblem("`when_held` must be a whole number of at least 1.")
        }
        return count
    }
}
