import Core
import DialectKit
import Scenario
import Time

extension Sandbox {
    /// Checks the signature first and then the expiry, so that editing `exp` never revives a link. Gives the outcome, and the status
    /// where it is not the dialect's.
    func download(_ download: Download, job: Job?, _ context: RequestContext) -> (Answer.Outcome, status: Int?) {
        if let claim = download.claim {
            guard let arrival = context.arrival, isGenuine(claim, job: job, arrival) else {
                return (.refusal(Refusal(.invalidSignature)), nil)
            }
            guard arrival.stamp < Timestamp(unixSeconds: claim.expires) else { return expired(job) }
        }
        let moment = context.moment
        if download.claim == nil, hasLinkEnded(job, at: moment) { return expired(job) }
        // A rule may keep files back for a while after the job's end.
        let delay = context.decision?.value.asset?.visibilityDelay ?? .zero
        guard let job, job.hasCompleted(at: moment), let asset = job.asset(download.index),
            moment >= (job.ended(at: moment) ?? job.created) + delay,
            download.format == nil || download.format == asset.format
        else { return (.refusal(Refusal(.notFound, subject: download.job)), nil) }
        let view = AssetView(
            job: job, index: download.index, asset: asset, modified: modified(job, context, at: moment))
        return (.reply(.asset(view)), nil)
    }

    /// When the files of a job were finished. Where the wall clock stamps, no moment of the scenario has a date that stays.
    private func modified(_ job: Job, _ context: RequestContext, at moment: Moment) -> Timestamp? {
        guard !context.loaded.stampsByWall, let arrival = context.arrival else { return nil }
        return arrival.calendar.timestamp(of: job.ended(at: moment) ?? job.created)
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

    private func expired(_ job: Job?) -> (Answer.Outcome, status: Int?) {
        let terms = job?.linkTerms ?? LinkTerms()
        switch terms.expiredBody {
        case .provider:
            return (.refusal(Refusal(.expiredLink)), terms.expiredStatus)
        case .s3XML:
            return (.foreign(.expiredObject(status: terms.expiredStatus ?? 403)), nil)
        case .empty:
            let status = terms.expiredStatus ?? 403
            return (.foreign(HTTPErrorDirective(status: status, headers: [], body: [], retryAfter: .absent)), nil)
        }
    }
}

extension HTTPErrorDirective {
    /// What a signed object store answers to a link past its time (failures.md §D1).
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
