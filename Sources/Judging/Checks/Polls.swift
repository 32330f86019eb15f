import Core
import Scenario

extension Inquiry {
    /// The polls of each job, in the order in which the jobs were first polled.
    private var pollsByJob: [(job: String, polls: [Exchange])] {
        var (order, polls): ([String], [String: [Exchange]]) = ([], [:])
        for exchange in exchanges where exchange.step == .poll && !exchange.isList {
            guard let job = exchange.job else { continue }
            if polls[job] == nil { order.append(job) }
            polls[job, default: []].append(exchange)
        }
        return order.map { ($0, polls[$0] ?? []) }
    }

    private func job(_ id: String) -> RunRecord.Job? { record.jobs.first { $0.id == id } }

    /// `poll_interval`
    func pollInterval() -> Judgement {
        let least = expectation.duration("at_least") ?? .seconds(1)
        var (pairs, judgement) = (0, Judgement(praise: ""))
        judgement.needsRules = false
        judgement.advice = "Wait at least \(least.spoken) between two polls of a job."
        for (id, polls) in pollsByJob {
            let end = job(id)?.ended
            for (earlier, later) in zip(polls, polls.dropFirst()) {
                // What asked when it had ended is no waiting, and what the server held has waited.
                if let end, let answered = earlier.answered, answered >= end { continue }
                if let answered = earlier.answered, answered - earlier.at >= least { continue }
                pairs += 1
                let pause = pause(from: earlier, to: later)
                guard pause + Self.tolerance < least else { continue }
                judgement.fail(
                    "#\(earlier.number) → #\(later.number): polled again after \(real: max(.zero, pause)); at least \(least) is wanted.",
                    [earlier, later])
                judgement.jobs.append(id)
                break
            }
        }
        guard pairs > 0 else { return .silent("No job was polled twice while it ran.", needsRules: false) }
        judgement.praise = "\(counted(pairs, "pause")) between polls, none shorter than \(least)."
        return judgement
    }

    /// `no_busy_poll`
    func noBusyPoll() -> Judgement {
        let allowed = expectation.rate("most")
        let (most, window) = (allowed?.count ?? 30, allowed?.per ?? .seconds(60))
        let all = pollsByJob
        guard !all.isEmpty else { return .silent("No job was polled.", needsRules: false) }
        var judgement = Judgement(praise: "")
        judgement.needsRules = false
        judgement.advice = "Poll less often: at most \(most) times in \(window.spoken), with a pause that grows."
        var highest = 0
        for (id, polls) in all {
            var first = 0
            for (last, poll) in polls.enumerated() {
                while span(from: polls[first], to: poll) >= window { first += 1 }
                highest = max(highest, last - first + 1)
                guard last - first + 1 > most else { continue }
                judgement.fail(
                    "#\(polls[first].number) … #\(poll.number): a job was polled \(last - first + 1) times within \(real: span(from: polls[first], to: poll)); \(most) times in \(window) are allowed, and it went on to \(counted(polls.count, "poll")).",
                    [polls[first], poll])
                judgement.jobs.append(id)
                break
            }
        }
        judgement.praise = "No job was polled more than \(counted(highest, "time")) within \(window)."
        return judgement
    }

    /// `gives_up`
    func givesUp() -> Judgement {
        let within = expectation.duration("within") ?? .seconds(600)
        let stuck = jobs.filter(\.isStuck)
        guard !stuck.isEmpty else { return .silent("No job was stuck.") }
        var judgement = Judgement(
            praise: "Nobody asked for a job that never ends for longer than \(within).")
        judgement.mayHaveMissed = [.requests, .jobs]
        judgement.advice = "Give up after a time of your own: tell the user, and keep the job's id for later."
        for job in stuck {
            let asked = exchanges.filter { $0.job == job.id }
            guard let first = asked.first, let last = asked.last else { continue }
            let span = span(from: first, to: last)
            guard span > within + Self.tolerance else { continue }
            judgement.fail(
                "#\(first.number) … #\(last.number): a job that never ends was still asked for after \(real: span); \(within) is the limit.",
                [first, last])
            judgement.jobs.append(job.id)
        }
        return judgement
    }
}
