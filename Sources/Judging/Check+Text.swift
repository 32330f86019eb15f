extension Check {
    /// What it is for, in a paragraph: what goes wrong without it, and what exactly is judged. docs/checks.md is made from it.
    public var explanation: String {
        switch self {
        case .retryAfterRespected:
            """
            A provider that is short of room says how long to wait. A client that comes back sooner is refused again, and may be \
            locked out. Judged are refusals with a `Retry-After`: a 429 binds the account at that step, every other refusal \
            binds the request that it refused. A hint on an answer that is no refusal binds nobody. Pauses are real time; `tolerance` \
            forgives so much.
            """
        case .noDuplicateCreates:
            """
            A create was accepted, its answer was lost, and the client sent it again: both become jobs, and both are paid for. It \
            fails when a create was committed again, within `within` (1h), although an earlier one with the same body had been \
            committed and its answer did not arrive whole: it was lost, cut off, an error page, or the client had left. Two equal creates that \
            were both answered are two wishes; `strict: true` counts them too.
            """
        case .noBlindRetry:
            """
            After no answer, half of one, or a gateway's 502 or 504, nobody can know whether the job was made. It fails when the \
            create was sent again all the same, unless the provider knew it for a repetition (`Idempotency-Key`), or the client had \
            looked into the list of its jobs in between. It fails also where luck was good and no second job came of it.
            """
        case .backoffGrows:
            """
            A client that repeats a failing request at the same pace keeps an overloaded provider down. The pauses between attempts \
            at the same request are compared: each must be at least `min_factor` (1) times the one before. Pauses behind an answer \
            with `Retry-After` do not count, since that one decides.
            """
        case .pollInterval:
            """
            Polling faster than a job can change costs requests and runs into limits. Between the last byte of one answer and the next \
            poll of the same job must lie at least `at_least` (1s), as long as the job runs. What the server held so long itself does not count.
            """
        case .noBusyPoll:
            """
            Some clients poll in a loop without any pause, which a single short pause does not show. It fails when a job was polled \
            more often than `most` (30/min) in any such span.
            """
        case .givesUp:
            """
            A job that never ends must not keep a program for ever. It fails when a stuck job was still asked for later than \
            `within` (10m) after its first request.
            """
        case .everyJobSettled:
            """
            A client must see how each of its jobs ended. A job counts as seen when an answer about it, made after its end, arrived \
            whole (a poll, a wait, a stream, a list of the account's jobs), or when a valid webhook about it was taken.
            """
        case .downloadsBeforeExpiry:
            """
            Links to files end. It fails when a file was asked for after its link had ended, or when a file of a finished job was never \
            fetched whole. A link that the scenario ended early is forgiven once: the client must read the job again for a new \
            link, and not try the old one. Where the clock jumped past the end of a link, it cannot be told.
            """
        case .noPaidAndDropped:
            """
            A job that was paid for, finished, and whose files nobody fetched is money thrown away. It fails for each such job, also when \
            the client never learned of it because the answer to its create was lost.
            """
        case .noFalseSuccess:
            """
            A program that says "done" over an error page saved as a picture is worse than one that fails. `--product GLOB` names the files \
            that the command is to produce. It fails when the command ended with 0 and such a file is missing, or is no file that the server made, \
            byte for byte.
            """
        case .webhooksAcknowledged:
            """
            A provider that gets no 2xx sends again and at last gives up. It fails for each valid webhook that no attempt was \
            answered with a 2xx.
            """
        case .forgedWebhooksRejected:
            """
            Whoever knows the address of a receiver can send to it. It fails for each delivery with a wrong, missing or old signature \
            that was not answered with a 4xx.
            """
        case .duplicateWebhooksIgnored:
            """
            Providers deliver at least once, so the same event may come twice. It fails when, after a webhook had come again, a \
            file of its job was fetched or a create was sent that had been fetched or sent after the first.
            """
        case .noSecretLeaks:
            """
            A key belongs in the `Authorization` header of requests to its own provider. It fails when a key arrived in a query, a body, \
            the address of a webhook's receiver, at another provider, at another host where a redirect led to, or along with a link to a file that needs \
            none (`downloads: allow` forgives that one).
            """
        case .authorizationStaysHome:
            """
            A redirect may lead to another host, and the key must not follow. It is the part of `no_secret_leaks` that speaks of \
            redirects.
            """
        case .everyRuleFired:
            """
            A drill that did not happen must not look like one that passed. It fails for each rule of the scenario of which nothing \
            showed, and says whether it had no request, waited for more, or was hidden by something else.
            """
        case .count:
            """
            How many requests came, at the steps `on` and of those that `match` takes: `exactly`, or `at_least` and `at_most`.
            """
        case .spent:
            """
            What the accounts paid for jobs, less what was given back, is at most `at_most` US dollars; `account` takes one of them. \
            In a drill the sentence tells what the healthy day cost.
            """
        case .command:
            """
            How a right client ends: with `exit: 0`, with an error (`nonzero`), or `any` way as long as it ends. At a stuck job or an empty balance a \
            client that ends with 0 has lied.
            """
        }
    }
}
