import Core
import Time

extension Plan {
    /// How a job will run: what the rules say, and where they say nothing, the scenario's pace (architecture.md §9.6).
    ///
    /// - Parameter share: in 0..<1, drawn for the create; decides the length of the job within its typical range.
    public static func make(creation: Creation, directive: JobDirective?, pace: Scenario.Pace, share: Double) -> Plan {
        if let statuses = directive?.statuses { return statuses.plan(failure: .generationFailed) }
        let whole = pace.length(of: creation.typical, share: share)
        let fifth = Duration.nanoseconds(whole.nanoseconds / 5)
        // Of a relaxed tier the queue takes four fifths [chosen].
        let queued = creation.queuesLong ? whole - fifth : fifth
        return Plan(
            queued: directive?.queued ?? queued, running: directive?.running ?? whole - queued,
            outcome: Outcome(directive?.outcome, creation.failure), polls: directive?.polls)
    }
}

extension Plan.Outcome {
    fileprivate init(_ directed: JobDirective.Outcome?, _ failure: Creation.Failure?) {
        self =
            switch (directed, failure) {
            case (.completed?, _), (nil, nil): .completed
            case (.failed(let error, let message)?, _): .failed(error, message: message)
            case (.stuck(let state)?, _): .stuck(in: state)
            case (nil, let failure?): .failed(failure.error, message: failure.message)
            }
    }
}

extension Scenario.Pace {
    /// `quick` is never shorter or longer than this [chosen].
    private static let quickest = Duration.milliseconds(50)
    private static let slowestQuick = Duration.seconds(2)

    /// How long a job takes in whole.
    func length(of typical: TypicalDuration, share: Double) -> Duration {
        switch self {
        case .instant: .zero
        case .realistic: typical.triangular(share)
        case .quick:
            min(max(.nanoseconds(typical.triangular(share).nanoseconds / 100), Self.quickest), Self.slowestQuick)
        case .factor(let factor): DrawnDuration.clamped(Double(typical.triangular(share).nanoseconds) * factor)
        }
    }
}

extension TypicalDuration {
    /// The duration below which that share lies, in a triangular distribution with its peak at `typical`.
    func triangular(_ share: Double) -> Duration {
        let (least, peak, most) = (
            Double(least.nanoseconds), Double(typical.nanoseconds), Double(most.nanoseconds)
        )
        guard most > least else { return self.least }
        let left = share * (most - least)
        return DrawnDuration.clamped(
            left < peak - least
                ? least + (left * (peak - least)).squareRoot()
                : most - ((1 - share) * (most - least) * (most - peak)).squareRoot())
    }
}
