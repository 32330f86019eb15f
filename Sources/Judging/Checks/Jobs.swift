import Core

extension Inquiry {
    /// `every_job_settled`: by an answer that was made after its end and arrived, or by a webhook that was taken.
    func everyJobSettled() -> Judgement {
        let ended = jobs.filter { $0.ended != nil }
        guard !ended.isEmpty else { return .silent("No job has ended.", needsRules: false) }
        var judgement = Judgement(
            praise: "\(counted(ended.count, "job")) ended, and the client saw how.")
        judgement.needsRules = false
        judgement.mayHaveMissed = [.requests, .jobs, .webhooks]
        judgement.advice = "Ask for each job until it has ended, also when the program was interrupted: keep its id."
        for job in ended where !isSeen(job) {
            let create = create(of: job)
            if let create, !create.isAnswered {
                judgement.fail(
                    "#\(create.number): its job \(job.state.rawValue), and the client never learned of it, since the answer did not arrive (\(create.outcome)).",
                    [create])
            } else {
                judgement.fail(
                    "The job of \(create.map { "#\($0.number)" } ?? job.id) \(job.state.rawValue), and nobody looked.",
                    [create].compactMap(\.self))
            }
            judgement.jobs.append(job.id)
        }
        return judgement
    }

    private func isSeen(_ job: RunRecord.Job) -> Bool {
        guard let ended = job.ended else { return false }
        if record.deliveries.contains(where: {
            $0.job == job.id && !$0.isForged && $0.status.map { 200..<300 ~= $0 } ?? false
        }) {
            return true
        }
        return record.exchanges.contains { exchange in
            guard exchange.isAnswered, let answered = exchange.answered, answered >= ended else { return false }
            if exchange.job == job.id { return true }
            return exchange.isList && exchange.provider == job.provider && exchange.account == job.account
        }
    }

    /// `no_paid_and_dropped`
    func noPaidAndDropped() -> Judgement {
        let paid = jobs.filter { $0.state == .completed && $0.price > .zero && $0.files > 0 }
        guard !paid.isEmpty else { return .silent("No job was paid for and finished.", needsRules: false) }
        var judgement = Judgement(
            praise: paid.count == 1
                ? "1 job was paid for, and its files were fetched."
                : "\(paid.count) jobs were paid for, and their files were fetched.")
        judgement.needsRules = false
        judgement.mayHaveMissed = [.requests, .jobs]
        judgement.advice = "Keep the id of each job from its create on, and fetch what was made, also after an error."
        for job in paid where !hasAnyFile(of: job) {
            let create = create(of: job)
            let lost = create.map { !$0.isAnswered } ?? false
            judgement.fail(
                "\(create.map { "#\($0.number)" } ?? job.id): \(job.price) were paid, the job finished, and nobody fetched its files\(lost ? ": the answer that names it never arrived" : "").",
                [create].compactMap(\.self))
            judgement.jobs.append(job.id)
        }
        return judgement
    }

    private func hasAnyFile(of job: RunRecord.Job) -> Bool {
        record.exchanges.contains { $0.job == job.id && $0.holdsFiles && $0.isAnswered }
    }
}
