import Basics
import Core
import DialectKit
import Digests
import Scenario
import Time

extension Sandbox {
    /// Checks the signature first and then the expiry, so that editing `exp` never revives a link. What a rule says about the
    /// download itself comes before what is kept with its job.
    func download(_ download: Download, job: Job?, _ context: inout RequestContext) -> Answer {
        let terms = context.linkTerms(of: job)
        if let claim = download.claim {
            let age = signer(of: job, context).age(of: claim.signature, of: claim.text)
            guard let arrival = context.arrival, let age else {
                return answer(context, .refusal(Refusal(.invalidSignature)))
            }
            if context.hasEnded(claim, of: job, at: arrival.stamp) || !isLatest(age, job) {
                return ended(terms, &context)
            }
        } else if terms.hasEnded(of: job, reading: download.reading, at: context.moment) {
            return ended(terms, &context)
        }
        return file(download, of: job, &context)
    }

    private func file(_ download: Download, of job: Job?, _ context: inout RequestContext) -> Answer {
        let moment = context.moment
        let change = context.keepAssetTerms(of: job)
        guard let job, job.hasCompleted(at: moment), let asset = job.asset(download.index),
            download.format == nil || download.format == asset.format
        else { return answer(context, .refusal(Refusal(.notFound, subject: download.job))) }
        // A rule may keep files back for a while after the job's end.
        if let delay = change?.visibilityDelay, moment < (job.ended(at: moment) ?? job.created) + delay {
            context.speaker = .visibilityDelay
            return answer(context, .refusal(Refusal(.notFound, subject: download.job)), kept: change?.firing)
        }
        let view = AssetView(
            job: job, index: download.index, asset: asset, modified: modified(job, context, at: moment))
        return answer(context, .reply(.asset(view)), kept: change?.firing)
    }

    /// When the files of a job were finished. Where the wall clock stamps, no moment of the scenario has a date that stays.
    private func modified(_ job: Job, _ context: RequestContext, at moment: Moment) -> Timestamp? {
        guard !context.loaded.stampsByWall, let arrival = context.arrival else { return nil }
        return arrival.calendar.timestamp(of: job.ended(at: moment) ?? job.created)
    }

    /// The links of a job that rotate are good only as its latest reading made them.
    private func isLatest(_ age: SignedLink.Age, _ job: Job?) -> Bool {
        guard let job, let latest = job.linkTerms?.reading(of: job) else { return true }
        return age == .madeBy(reading: latest)
    }

    private func ended(_ terms: LinkTerms, _ context: inout RequestContext) -> Answer {
        if terms != LinkTerms() { context.speaker = .endedLink }
        let (outcome, status) = terms.expired
        return answer(context, outcome, status: status, kept: terms.firing)
    }
}

extension RequestContext {
    /// What a rule says about the link that is used. What it leaves open now is as it was when the link was made.
    fileprivate func linkTerms(of job: Job?) -> LinkTerms {
        let made = job?.linkTerms ?? LinkTerms()
        guard var terms = decision?.value.signedURL else { return made }
        terms.lifetime = terms.lifetime ?? made.lifetime
        terms.rotates = made.rotates
        if terms.expiredStatus == nil {
            terms.expiredStatus = made.expiredStatus
            terms.expiredBody = made.expiredBody
        }
        return terms
    }

    /// Whether a signed link can be used no longer: by what it says, or by what a rule says about this download.
    fileprivate func hasEnded(_ claim: LinkClaim, of job: Job?, at now: Timestamp) -> Bool {
        let end = Timestamp(unixSeconds: claim.expires)
        guard now < end else { return true }
        guard let decided = decision?.value.signedURL else { return false }
        if decided.bornExpired { return true }
        let usual = dialect.linkLifetime(loaded.settings(provider)).duration
        guard let lifetime = decided.lifetime, let promised = job?.linkTerms?.lifetime ?? usual else { return false }
        return now >= end + (lifetime - promised)
    }

    /// What a rule says about the file that is asked for: now, else what is kept with its job. It becomes what was decided about this
    /// request.
    fileprivate mutating func keepAssetTerms(of job: Job?) -> AssetDirective? {
        guard var terms = decision?.value.asset ?? job?.assetTerms else { return nil }
        if terms.changesTag {
            let draw = Draw(
                seed: loaded.scenario.seed, rule: terms.rule, aspect: "asset", name: "etag", subject: identity.drawKey)
            terms.tagMark = draw.uint64
        }
        var decided = decision?.value ?? Decision()
        decided.asset = terms
        decision = Shared(decided)
        return terms
    }
}

extension LinkTerms {
    /// Whether a plain link has ended, since a rule says so.
    fileprivate func hasEnded(of job: Job?, reading: Int?, at moment: Moment) -> Bool {
        guard let job, let ended = job.ended(at: moment) else { return false }
        if bornExpired || rotates && reading != self.reading(of: job) { return true }
        return lifetime.map { moment >= ended + $0 } ?? false
    }

    /// What a link is answered with whose time is over, and the status where it is not the dialect's.
    fileprivate var expired: (Answer.Outcome, status: Int?) {
        switch expiredBody {
        case .provider:
            return (.refusal(Refusal(.expiredLink)), expiredStatus)
        case .s3XML:
            return (.foreign(.expiredObject(status: expiredStatus ?? 403)), nil)
        case .empty:
            let status = expiredStatus ?? 403
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
