import Core
import Judging

/// A figure of a drill beside that of the healthy day.
struct Cost {
    let name: String
    let drill: String
    /// nil: there was no healthy day.
    let healthy: String?
    /// How many times as much it was; nil where it was not more, or that says nothing.
    let factor: String?
    /// The drill's figure with what it counts: `$2.40 paid`, `10 requests`.
    let counted: String

    /// `$2.40 paid; on the healthy day $1.20: 2 times as much`
    var sentence: String {
        guard let healthy else { return counted }
        if healthy == drill { return "\(counted), as on the healthy day" }
        return "\(counted); on the healthy day \(healthy)" + (factor.map { ": \($0) times as much" } ?? "")
    }
}

extension RunStory {
    var costs: [Cost] {
        let (jobs, healthyJobs) = (record.allJobs, healthy?.allJobs)
        var costs = [
            cost("Paid", record.spent.microdollars, healthy?.spent.microdollars ?? record.healthySpent?.microdollars) {
                Money(microdollars: $0).dollars
            } counted: {
                "\($0) paid"
            },
            cost("Requests", record.requests, healthy?.requests, Words.grouped) {
                $0 == "1" ? "1 request" : "\($0) requests"
            },
            cost("Jobs", jobs, healthyJobs, Words.grouped) { $0 == "1" ? "1 job" : "\($0) jobs" },
        ]
        if times.ofScenario {
            costs.append(
                cost("Time on the scenario's clock", record.scenarioTime, healthy?.scenarioTime) {
                    "\($0) on the scenario's clock"
                })
        }
        return costs
    }

    /// What each account paid, where there are several.
    var accounts: [String] {
        guard record.spentByAccount.count > 1 else { return [] }
        return record.spentByAccount.map { "\($0.account.shown.shortened()): \($0.amount.dollars)" }
    }

    /// Real time, which differs in each run.
    var realCost: Cost { cost("Real time", record.realTime, healthy?.realTime) { $0 } }

    private func cost(_ name: String, _ drill: Duration, _ healthy: Duration?, counted: (String) -> String) -> Cost {
        cost(name, drill.milliseconds, healthy?.milliseconds, { Duration.milliseconds($0).shown }, counted: counted)
    }

    private func cost<Number: BinaryInteger>(
        _ name: String, _ drill: Number, _ healthy: Number?, _ text: (Number) -> String, counted: (String) -> String
    ) -> Cost {
        Cost(
            name: name, drill: text(drill), healthy: healthy.map(text),
            factor: healthy.flatMap { Words.factor(Int64(drill), of: Int64($0)) }, counted: counted(text(drill)))
    }
}

extension RunRecord {
    /// Those that were dropped as well.
    fileprivate var requests: Int { exchanges.count + dropped }
    fileprivate var allJobs: Int { jobs.count + droppedJobs }
}
