import Core

extension Inquiry {
    /// `downloads_before_expiry`: a link that a rule ended early is nobody's fault the first time; after that the job must be read anew.
    func downloadsBeforeExpiry() -> Judgement {
        let downloads = exchanges.filter { $0.step == .download }
        let finished = jobs.filter { $0.state == .completed && $0.files > 0 && handsOutLinks($0) }
        guard !downloads.isEmpty || !finished.isEmpty else {
            return .silent("No link to a file was handed out.", needsRules: false)
        }
        var judgement = Judgement(
            praise: "The files of \(counted(finished.count, "job")) were fetched, each while its link was good.")
        judgement.needsRules = false
        judgement.mayHaveMissed = [.requests, .jobs]
        judgement.advice =
            "Fetch files as soon as the job has ended; when a link has ended, read the job again for a new one."
        for late in downloads where late.link == .expired { judge(late, &judgement) }
        for job in finished {
            let missing = (0..<job.files).filter { !isFetched($0, of: job) }
            guard !missing.isEmpty else { continue }
            let create = create(of: job)
            let name = create.map { "#\($0.number)" } ?? job.id
            let which = job.files == 1 ? "its file was" : "\(missing.count) of its \(job.files) files were"
            judgement.fail("\(name): the job finished, and \(which) never fetched whole.", [create].compactMap(\.self))
            judgement.jobs.append(job.id)
        }
        return judgement
    }

    private func judge(_ late: Exchange, _ judgement: inout Judgement) {
        let before = record.exchanges.filter { $0.number < late.number && $0.job == late.job }
        let source = before.last { $0.step != .download && $0.isAnswered }
        let refused = before.last { $0.file == late.file && $0.link == .expired && $0.number > source?.number ?? 0 }
        if let refused {
            judgement.fail(
                "#\(refused.number) → #\(late.number): the link had ended, and the same one was tried again.",
                [refused, late])
            return
        }
        if late.shown.contains(where: { $0.aspect == "signed_url" }) { return }
        guard let source, let left = source.left else { return }
        let (real, told) = (late.came - left, late.at - (source.answered ?? source.at))
        if !record.isManual, told > real + .seconds(1) {
            judgement.doubts.append(
                "#\(late.number): the link ended in scenario time, which jumped; the client had waited \(real: real) only."
            )
            return
        }
        judgement.fail(
            "#\(source.number) → #\(late.number): the file was asked for \(record.isManual ? "\(max(real, told))" : "\(real: real)") after its link was handed out, which had ended by then.",
            [source, late])
    }

    /// Whether its files were named by links: then they do not stand in the answers themselves.
    private func handsOutLinks(_ job: RunRecord.Job) -> Bool {
        let about = record.exchanges.filter { $0.job == job.id }
        if about.contains(where: { $0.step == .download }) { return true }
        return !about.contains { $0.holdsFiles } && about.contains { $0.isAnswered && $0.answered >= job.ended }
    }

    private func isFetched(_ file: Int, of job: RunRecord.Job) -> Bool {
        record.exchanges.contains {
            $0.job == job.id && $0.isAnswered && $0.holdsFiles && ($0.file == file || $0.file == nil)
        }
    }
}

/// Whether it came to pass, and not later.
private func >= (moment: Duration?, end: Duration?) -> Bool {
    guard let moment, let end else { return false }
    return moment >= end
}
