import Core
import DialectKit
import Scenario
import Time

extension Sandbox {
    /// Checks the signature first and then the expiry, so that editing `exp` never revives a link.
    ///
    /// - Parameter delay: how long after the job's end its files are not there yet.
    func download(
        _ download: Download, job: Job?, _ visit: Visit, _ arrival: Arrival, delay: Duration
    ) {
        if let claim = download.claim {
            guard isGenuine(claim, job: job, arrival) else {
                return finish(visit, .refusal(Refusal(.invalidSignature)))
            }
            guard arrival.stamp < Timestamp(unixSeconds: claim.expires) else { return answerExpired(visit, job) }
        }
        if download.claim == nil, hasLinkEnded(job, at: arrival.moment) { return answerExpired(visit, job) }
        guard let job, job.hasCompleted(at: arrival.moment), let asset = job.asset(download.index),
            arrival.moment >= (job.ended(at: arrival.moment) ?? job.created) + delay
        else { return finish(visit, .refusal(Refusal(.notFound, subject: download.job))) }
        guard download.format == nil || download.format == asset.format else {
            return finish(visit, .refusal(Refusal(.notFound, subject: download.job)))
        }
        finish(visit, .reply(.asset(AssetView(job: job, index: download.index, asset: asset))))
    }

    /// The links of a job that rotate are good only as its latest reading made them.
    private func isGenuine(_ claim: LinkClaim, job: Job?, _ arrival: Arrival) -> Bool {
        let rotation = job?.linkTerms?.rotates == true ? job?.polls : nil
        return arrival.signer.verifies(claim.signature, of: claim.text + rotationMark(rotation))
    }

    /// A plain link ends where a rule says so.
    private func hasLinkEnded(_ job: Job?, at moment: Moment) -> Bool {
        guard let lifetime = job?.linkTerms?.lifetime, let ended = job?.ended(at: moment) else { return false }
        return moment >= ended + lifetime
    }

    private func answerExpired(_ visit: Visit, _ job: Job?) {
        let terms = job?.linkTerms ?? LinkTerms()
        switch terms.expiredBody {
        case .provider:
            finish(visit, .refusal(Refusal(.expiredLink)), status: terms.expiredStatus)
        case .s3XML:
            finish(visit, .foreign(.expiredObject(status: terms.expiredStatus ?? 403)))
        case .empty:
            finish(
                visit,
                .foreign(
                    HTTPErrorDirective(status: terms.expiredStatus ?? 403, headers: [], body: [], retryAfter: .absent)))
        }
    }
}

extension HTTPErrorDirective {
    /// What a signed object store answers to a link past its time (failure catalogue D1).
    static func expiredObject(status: Int) -> HTTPErrorDirective {
        let body = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>
            """
        return HTTPErrorDirective(
            status: status, headers: [HeaderField("Content-Type", "application/xml")], body: Array(body.utf8),
            retryAfter: .absent)
    }
}
