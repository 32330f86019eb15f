import Core

extension Inquiry {
    /// `webhooks_acknowledged`
    func webhooksAcknowledged() -> Judgement {
        let valid = deliveries.filter { !$0.isForged }
        guard !valid.isEmpty else { return .silent("No valid webhook was sent.", needsRules: false) }
        var (order, attempts): ([String], [String: [RunRecord.Delivery]]) = ([], [:])
        for delivery in valid {
            if attempts[delivery.webhook] == nil { order.append(delivery.webhook) }
            attempts[delivery.webhook, default: []].append(delivery)
        }
        var judgement = Judgement(praise: "\(counted(order.count, "webhook")) came, and each was answered with a 2xx.")
        judgement.needsRules = false
        judgement.mayHaveMissed = [.webhooks]
        judgement.advice = "Answer each valid webhook with a 2xx as soon as it is stored, and do the work afterwards."
        for webhook in order {
            let tries = attempts[webhook] ?? []
            if tries.contains(where: \.isTaken) { continue }
            let last = tries[tries.count - 1]
            if last.isOpen {
                judgement.doubts.append("Webhook \(last.number) has not ended: another attempt follows.")
                continue
            }
            judgement.failures.append(
                "Webhook \(last.number): \(counted(tries.count, "attempt")), and the last was answered with \(last.answer)."
            )
            judgement.webhooks.append(webhook)
            judgement.jobs.append(last.job)
        }
        return judgement
    }

    /// `forged_webhooks_rejected`
    func forgedWebhooksRejected() -> Judgement {
        let forged = deliveries.filter(\.isForged)
        guard !forged.isEmpty else { return .silent("No forged webhook was sent.") }
        var judgement = Judgement(praise: "\(counted(forged.count, "forged webhook")) came, and each was refused.")
        judgement.mayHaveMissed = [.webhooks]
        judgement.advice =
            "Check signature and time of each webhook over its raw body before anything else, and answer 401 or 403 where they are wrong."
        for delivery in forged {
            if let status = delivery.status, 400..<500 ~= status { continue }
            guard let status = delivery.status else {
                judgement.doubts.append("Webhook \(delivery.number), attempt \(delivery.attempt): no answer came.")
                continue
            }
            judgement.failures.append(
                "Webhook \(delivery.number), attempt \(delivery.attempt): its signature is wrong, missing or old, and it was answered with \(status)."
            )
            judgement.webhooks.append(delivery.webhook)
            judgement.jobs.append(delivery.job)
        }
        return judgement
    }

    /// `duplicate_webhooks_ignored`: what follows a second delivery of an event that was taken before.
    func duplicateWebhooksIgnored() -> Judgement {
        let duplicates = deliveries.filter(\.isDuplicate)
        guard !duplicates.isEmpty else { return .silent("No webhook came twice.") }
        var judgement = Judgement(
            praise: "\(counted(duplicates.count, "webhook")) came again, and nothing was done twice because of it.")
        judgement.mayHaveMissed = [.requests, .webhooks]
        judgement.advice =
            "Keep the id of each webhook that was taken, and answer 200 to a second one without doing anything."
        for duplicate in duplicates {
            guard let again = duplicate.real else {
                judgement.doubts.append("Webhook \(duplicate.number): it is not known when it came again.")
                continue
            }
            let first = record.deliveries.first { $0.webhook == duplicate.webhook && $0.isTaken }?.real ?? .zero
            let before = record.exchanges.filter { $0.came >= first && $0.came < again }
            for later in record.exchanges where later.came >= again {
                guard let earlier = before.last(where: { later.doesAgain($0, about: duplicate.job) }) else { continue }
                let what = later.isCreate ? "the same create was sent" : "the same file was fetched"
                judgement.fail(
                    "#\(earlier.number) → #\(later.number): webhook \(duplicate.number) came again, and \(what) once more.",
                    [earlier, later])
                judgement.webhooks.append(duplicate.webhook)
                judgement.jobs.append(duplicate.job)
                break
            }
        }
        return judgement
    }
}

extension RunRecord.Delivery {
    var isTaken: Bool { status.map { 200..<300 ~= $0 } ?? false }

    fileprivate var answer: String { status.map { "\($0)" } ?? "nothing" }
}

extension Exchange {
    fileprivate func doesAgain(_ earlier: Exchange, about job: String) -> Bool {
        if isCreate { return earlier.isCreate && isSame(as: earlier) }
        return step == .download && earlier.step == .download && self.job == job && earlier.job == job
            && file == earlier.file && earlier.isAnswered
    }
}
