/// What a line of `expect` may ask for, by the names that scenario files use (language.md §8).
public enum Check: String, Sendable, CaseIterable {
    case retryAfterRespected = "retry_after_respected"
    case noDuplicateCreates = "no_duplicate_creates"
    case noBlindRetry = "no_blind_retry"
    case backoffGrows = "backoff_grows"
    case pollInterval = "poll_interval"
    case noBusyPoll = "no_busy_poll"
    case givesUp = "gives_up"
    case everyJobSettled = "every_job_settled"
    case downloadsBeforeExpiry = "downloads_before_expiry"
    case noPaidAndDropped = "no_paid_and_dropped"
    case noFalseSuccess = "no_false_success"
    case webhooksAcknowledged = "webhooks_acknowledged"
    case forgedWebhooksRejected = "forged_webhooks_rejected"
    case duplicateWebhooksIgnored = "duplicate_webhooks_ignored"
    case noSecretLeaks = "no_secret_leaks"
    case authorizationStaysHome = "authorization_stays_home"
    case everyRuleFired = "every_rule_fired"
    case count
    case spent
    case command

    func judge(_ inquiry: Inquiry) -> Judgement {
        switch self {
        case .retryAfterRespected: inquiry.retryAfterRespected()
        case .noDuplicateCreates: inquiry.noDuplicateCreates()
        case .noBlindRetry: inquiry.noBlindRetry()
        case .backoffGrows: inquiry.backoffGrows()
        case .pollInterval: inquiry.pollInterval()
        case .noBusyPoll: inquiry.noBusyPoll()
        case .givesUp: inquiry.givesUp()
        case .everyJobSettled: inquiry.everyJobSettled()
        case .downloadsBeforeExpiry: inquiry.downloadsBeforeExpiry()
        case .noPaidAndDropped: inquiry.noPaidAndDropped()
        case .noFalseSuccess: inquiry.noFalseSuccess()
        case .webhooksAcknowledged: inquiry.webhooksAcknowledged()
        case .forgedWebhooksRejected: inquiry.forgedWebhooksRejected()
        case .duplicateWebhooksIgnored: inquiry.duplicateWebhooksIgnored()
        case .noSecretLeaks: inquiry.noSecretLeaks()
        case .authorizationStaysHome: inquiry.authorizationStaysHome()
        case .everyRuleFired: inquiry.everyRuleFired()
        case .count: inquiry.countHolds()
        case .spent: inquiry.spentHolds()
        case .command: inquiry.commandHolds()
        }
    }
}
