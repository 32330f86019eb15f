import Core
import Documents
import Judging
import Scenario

/// A run and what a check says of it. The page on checks shows them.
public struct CheckSample: Sendable, CustomStringConvertible {
    public var check: Check
    public var options: String
    public var outcome: RunVerdict.Outcome
    public var sentences: [String]
    public var record: RunRecord

    init(
        _ check: Check, options: String = "{}", _ outcome: RunVerdict.Outcome, _ sentences: [String],
        _ record: RunRecord
    ) {
        self.check = check
        self.options = options
        self.outcome = outcome
        self.sentences = sentences
        self.record = record
    }

    public var description: String { "\(check.rawValue) \(outcome.rawValue)" }

    public var finding: RunVerdict.Finding? {
        let options = (try? JSONReader.read(Array(self.options.utf8)))?.root ?? [:]
        return RunVerdict.judge(record, by: [Expectation(name: check.rawValue, options: options)]).findings.first
    }

    /// Of each check one that fails, one that passes and one that cannot be told, in this order.
    public static let all: [CheckSample] = [
        retryAfterRespected,
        noDuplicateCreates,
        noBlindRetry,
        backoffGrows,
        pollInterval,
        noBusyPoll,
        givesUp,
        everyJobSettled,
        downloadsBeforeExpiry,
        noPaidAndDropped,
        noFalseSuccess,
        webhooksAcknowledged,
        forgedWebhooksRejected,
        duplicateWebhooksIgnored,
        noSecretLeaks,
        authorizationStaysHome,
        everyRuleFired,
        count,
        spent,
        command,
    ].flatMap(\.self)

    private static let retryAfterRespected: [CheckSample] = [
        CheckSample(
            .retryAfterRespected, .fail, ["#1 → #2: told to wait 5 s, came after 0.4 s."],
            .run([
                .create(1, at: 0, status: 429, makes: .nothing).telling(toWait: 5), .create(2, at: 0.5),
            ])),
        CheckSample(
            .retryAfterRespected, .pass, ["1 refusal said when to come back, and nobody came sooner."],
            .run([
                .create(1, at: 0, status: 429, makes: .nothing).telling(toWait: 5), .create(2, at: 5.1),
            ])),
        CheckSample(
            .retryAfterRespected, .inconclusive, ["No request was told when to come back."],
            .run([.create(1, at: 0), .create(2, at: 0.5)])),
    ]

    private static let noDuplicateCreates: [CheckSample] = [
        CheckSample(
            .noDuplicateCreates, .fail,
            [
                "#1 → #2, 0.5 s apart: the same body, both became jobs, $1.20 each.",
                "The answer to #1 was lost after it was accepted.",
            ],
            .run([.create(1, at: 0, arrives: false, job: "a"), .create(2, at: 0.5, job: "b")])),
        CheckSample(
            .noDuplicateCreates, .pass, ["The answer to #1 did not arrive, and it was not created again."],
            .run([.create(1, at: 0, arrives: false, job: "a"), .list(2, at: 0.5)])),
        CheckSample(
            .noDuplicateCreates, .inconclusive, ["No create became a job."],
            .run([.create(1, at: 0, status: 401, makes: .nothing)])),
    ]

    private static let noBlindRetry: [CheckSample] = [
        CheckSample(
            .noBlindRetry, .fail,
            [
                "#1 → #2: the create was sent again although nobody could know what became of the first (no answer)."
            ],
            .run([
                .create(1, at: 0, status: 0, arrives: false, makes: .nothing), .create(2, at: 0.5, job: "b"),
            ])),
        CheckSample(
            .noBlindRetry, .pass,
            ["1 create ended without an answer that says what became of it, and none was repeated blindly."],
            .run([
                .create(1, at: 0, status: 0, arrives: false, makes: .nothing), .list(2, at: 0.5),
                .create(3, at: 1, job: "b"),
            ])),
        CheckSample(
            .noBlindRetry, .inconclusive, ["Every create got an answer that says what became of it."],
            .run([.create(1, at: 0)])),
    ]

    private static let backoffGrows: [CheckSample] = [
        CheckSample(
            .backoffGrows, .fail, ["#1 → #2 → #3: after 2 s the next pause was 0.5 s."],
            .run([
                .create(1, at: 0, status: 500, makes: .nothing), .create(2, at: 2.1, status: 500, makes: .nothing),
                .create(3, at: 2.7, job: "a"),
            ])),
        CheckSample(
            .backoffGrows, .pass, ["The pauses between retries of 1 request never shrank."],
            .run([
                .create(1, at: 0, status: 500, makes: .nothing), .create(2, at: 0.6, status: 500, makes: .nothing),
                .create(3, at: 1.7, job: "a"),
            ])),
        CheckSample(
            .backoffGrows, .inconclusive,
            ["No request was repeated twice after failures, so there are no two pauses to compare."],
            .run([.create(1, at: 0, status: 500, makes: .nothing), .create(2, at: 0.6)])),
    ]

    private static let pollInterval: [CheckSample] = [
        CheckSample(
            .pollInterval, options: #"{"at_least":"2s"}"#, .fail,
            ["#2 → #3: polled again after 0.4 s; at least 2 s is wanted."],
            .run([.create(1, at: 0, job: "a"), .poll(2, "a", at: 1), .poll(3, "a", at: 1.5)], jobs: [.job("a")])),
        CheckSample(
            .pollInterval, options: #"{"at_least":"2s"}"#, .pass, ["1 pause between polls, none shorter than 2 s."],
            .run([.create(1, at: 0, job: "a"), .poll(2, "a", at: 1), .poll(3, "a", at: 3.2)], jobs: [.job("a")])),
        CheckSample(
            .pollInterval, options: #"{"at_least":"2s"}"#, .inconclusive, ["No job was polled twice while it ran."],
            .run([.create(1, at: 0, job: "a"), .poll(2, "a", at: 1)], jobs: [.job("a")])),
    ]

    private static let noBusyPoll: [CheckSample] = [
        CheckSample(
            .noBusyPoll, options: #"{"most":"3/min"}"#, .fail,
            [
                "#2 … #5: a job was polled 4 times within 0.6 s; 3 times in 1 min are allowed, and it went on to 5 polls."
            ],
            .run(
                [
                    .create(1, at: 0, job: "a"), .poll(2, "a", at: 1), .poll(3, "a", at: 1.2), .poll(4, "a", at: 1.4),
                    .poll(5, "a", at: 1.6), .poll(6, "a", at: 1.8),
                ],
                jobs: [.job("a")])),
        CheckSample(
            .noBusyPoll, options: #"{"most":"3/min"}"#, .pass, ["No job was polled more than 3 times within 1 min."],
            .run(
                [
                    .create(1, at: 0, job: "a"), .poll(2, "a", at: 1), .poll(3, "a", at: 21), .poll(4, "a", at: 41),
                    .poll(5, "a", at: 61), .poll(6, "a", at: 81),
                ],
                jobs: [.job("a")])),
        CheckSample(
            .noBusyPoll, options: #"{"most":"3/min"}"#, .inconclusive, ["No job was polled."],
            .run([.create(1, at: 0, job: "a")], jobs: [.job("a")])),
    ]

    private static let givesUp: [CheckSample] = [
        CheckSample(
            .givesUp, options: #"{"within":"30s"}"#, .fail,
            ["#1 … #3: a job that never ends was still asked for after 1 min; 30 s is the limit."],
            .run(
                [.create(1, at: 0, job: "a"), .poll(2, "a", at: 20), .poll(3, "a", at: 60)],
                jobs: [.job("a", isStuck: true)])),
        CheckSample(
            .givesUp, options: #"{"within":"30s"}"#, .pass,
            ["Nobody asked for a job that never ends for longer than 30 s."],
            .run(
                [.create(1, at: 0, job: "a"), .poll(2, "a", at: 20)], jobs: [.job("a", isStuck: true)])),
        CheckSample(
            .givesUp, options: #"{"within":"30s"}"#, .inconclusive, ["No job was stuck."],
            .run([.create(1, at: 0, job: "a"), .poll(2, "a", at: 20)], jobs: [.job("a", ended: 10)])),
    ]

    private static let everyJobSettled: [CheckSample] = [
        CheckSample(
            .everyJobSettled, .fail, ["The job of #1 completed, and nobody looked."],
            .run([.create(1, at: 0, job: "a"), .poll(2, "a", at: 1)], jobs: [.job("a", ended: 10)])),
        CheckSample(
            .everyJobSettled, .pass, ["1 job ended, and the client saw how."],
            .run([.create(1, at: 0, job: "a"), .poll(2, "a", at: 12)], jobs: [.job("a", ended: 10)])),
        CheckSample(
            .everyJobSettled, .inconclusive, ["No job has ended."],
            .run([.create(1, at: 0, job: "a")], jobs: [.job("a")])),
    ]

    private static let downloadsBeforeExpiry: [CheckSample] = [
        CheckSample(
            .downloadsBeforeExpiry, .fail,
            [
                "#3 → #4: the link had ended, and the same one was tried again.",
                "#1: the job finished, and its file was never fetched whole.",
            ],
            .run(
                [
                    .create(1, at: 0, job: "a"), .poll(2, "a", at: 12),
                    .download(3, "a", at: 13, status: 403, link: .expired).of(rule: "short links", "signed_url"),
                    .download(4, "a", at: 14, status: 403, link: .expired).of(rule: "short links", "signed_url"),
                ], jobs: [.job("a", ended: 10)])),
        CheckSample(
            .downloadsBeforeExpiry, .pass, ["The files of 1 job were fetched, each while its link was good."],
            .run(
                [
                    .create(1, at: 0, job: "a"), .poll(2, "a", at: 12),
                    .download(3, "a", at: 13, status: 403, link: .expired).of(rule: "short links", "signed_url"),
                    .poll(4, "a", at: 14), .download(5, "a", at: 15),
                ], jobs: [.job("a", ended: 10)])),
        CheckSample(
            .downloadsBeforeExpiry, .inconclusive, ["No link to a file was handed out."],
            .run([.create(1, at: 0, job: "a")], jobs: [.job("a")])),
    ]

    private static let noPaidAndDropped: [CheckSample] = [
        CheckSample(
            .noPaidAndDropped, .fail,
            [
                "#1: $1.20 were paid, the job finished, and nobody fetched its files: the answer that names it never arrived."
            ],
            .run([.create(1, at: 0, arrives: false, job: "a")], jobs: [.job("a", ended: 10)])),
        CheckSample(
            .noPaidAndDropped, .pass, ["1 job was paid for, and its files were fetched."],
            .run(
                [.create(1, at: 0, job: "a"), .poll(2, "a", at: 12), .download(3, "a", at: 13)],
                jobs: [.job("a", ended: 10)])),
        CheckSample(
            .noPaidAndDropped, .inconclusive, ["No job was paid for and finished."],
            .run([.create(1, at: 0, job: "a")], jobs: [.job("a", ended: 10, state: .failed)])),
    ]

    private static let noFalseSuccess: [CheckSample] = [
        CheckSample(
            .noFalseSuccess, .fail, ["The command ended with 0, and `out.png` is nothing that the server made."],
            .run([]) {
                $0.command = .exit(0)
                $0.products = [RunRecord.Product(path: "out.png", job: nil)]
                $0.healthyProducts = 1
            }),
        CheckSample(
            .noFalseSuccess, .pass, ["The command ended with 0, and 1 file equals what the server made."],
            .run([]) {
                $0.command = .exit(0)
                $0.products = [RunRecord.Product(path: "out.png", job: "a")]
                $0.healthyProducts = 1
            }),
        CheckSample(
            .noFalseSuccess, .inconclusive,
            ["Nobody said which files the command produces: `--product GLOB` does."],
            .run([]) { $0.command = .exit(0) }),
    ]

    private static let webhooksAcknowledged: [CheckSample] = [
        CheckSample(
            .webhooksAcknowledged, .fail, ["Webhook 1: 2 attempts, and the last was answered with 500."],
            .run(
                [],
                deliveries: [
                    .delivery(1, of: "a", at: 10, status: nil), .delivery(1, of: "a", attempt: 2, at: 15, status: 500),
                ])),
        CheckSample(
            .webhooksAcknowledged, .pass, ["1 webhook came, and each was answered with a 2xx."],
            .run(
                [],
                deliveries: [
                    .delivery(1, of: "a", at: 10, status: 500), .delivery(1, of: "a", attempt: 2, at: 15, status: 204),
                ])),
        CheckSample(
            .webhooksAcknowledged, .inconclusive, ["Webhook 1 has not ended: another attempt follows."],
            .run([], deliveries: [.delivery(1, of: "a", at: 10, status: 500, isOpen: true)])),
    ]

    private static let forgedWebhooksRejected: [CheckSample] = [
        CheckSample(
            .forgedWebhooksRejected, .fail,
            ["Webhook 1, attempt 1: its signature is wrong, missing or old, and it was answered with 200."],
            .run([], deliveries: [.delivery(1, of: "a", at: 10, status: 200, isForged: true)])),
        CheckSample(
            .forgedWebhooksRejected, .pass, ["1 forged webhook came, and each was refused."],
            .run([], deliveries: [.delivery(1, of: "a", at: 10, status: 401, isForged: true)])),
        CheckSample(
            .forgedWebhooksRejected, .inconclusive, ["Webhook 1, attempt 1: no answer came."],
            .run([], deliveries: [.delivery(1, of: "a", at: 10, status: nil, isForged: true)])),
    ]

    private static let duplicateWebhooksIgnored: [CheckSample] = [
        CheckSample(
            .duplicateWebhooksIgnored, .fail,
            ["#2 → #3: webhook 1 came again, and the same file was fetched once more."],
            .run(
                [.create(1, at: 0, job: "a"), .download(2, "a", at: 10.5), .download(3, "a", at: 12.5)],
                jobs: [.job("a", ended: 10)],
                deliveries: [
                    .delivery(1, of: "a", at: 10, status: 200),
                    .delivery(1, of: "a", attempt: 2, at: 12, status: 200, isDuplicate: true),
                ])),
        CheckSample(
            .duplicateWebhooksIgnored, .pass, ["1 webhook came again, and nothing was done twice because of it."],
            .run(
                [.create(1, at: 0, job: "a"), .download(2, "a", at: 10.5)], jobs: [.job("a", ended: 10)],
                deliveries: [
                    .delivery(1, of: "a", at: 10, status: 200),
                    .delivery(1, of: "a", attempt: 2, at: 12, status: 200, isDuplicate: true),
                ])),
        CheckSample(
            .duplicateWebhooksIgnored, .inconclusive, ["No webhook came twice."],
            .run([.create(1, at: 0, job: "a")], deliveries: [.delivery(1, of: "a", at: 10, status: 200)])),
    ]

    private static let noSecretLeaks: [CheckSample] = [
        CheckSample(
            .noSecretLeaks, .fail,
            ["#2: the key was sent along with a link to a file, which needs none."],
            .run([.create(1, at: 0, job: "a"), .download(2, "a", at: 10).leaking(.download)])),
        CheckSample(
            .noSecretLeaks, .pass, ["No key arrived at a place that it was not meant for."],
            .run([.create(1, at: 0, job: "a"), .download(2, "a", at: 10)])),
        CheckSample(.noSecretLeaks, .inconclusive, ["No request came."], .run([])),
    ]

    private static let authorizationStaysHome: [CheckSample] = [
        CheckSample(
            .authorizationStaysHome, .fail,
            ["#2: the key was sent on to another host, where a redirect led to."],
            .run([
                .download(1, "a", at: 10, status: 302), .download(2, "a", at: 10.2).leaking(.redirect),
            ])),
        CheckSample(
            .authorizationStaysHome, .pass, ["No key arrived where a redirect led to."],
            .run([.download(1, "a", at: 10, status: 302), .download(2, "a", at: 10.2)])),
        CheckSample(
            .authorizationStaysHome, .inconclusive,
            ["No rule of the scenario showed, so nothing was put to the test."],
            .run([.download(1, "a", at: 10)]) {
                $0.rules = [RunRecord.Rule(name: "elsewhere", matched: 0, showed: 0, masked: 0)]
            }),
    ]

    private static let everyRuleFired: [CheckSample] = [
        CheckSample(
            .everyRuleFired, .fail, ["Rule `the gateway fails` never had a request that it takes."],
            .run([.create(1, at: 0)]) {
                $0.rules = [RunRecord.Rule(name: "the gateway fails", matched: 0, showed: 0, masked: 0)]
            }),
        CheckSample(.everyRuleFired, .pass, ["The only rule showed."], .run([.create(1, at: 0)])),
        CheckSample(
            .everyRuleFired, .inconclusive, ["The scenario has no rules."], .run([.create(1, at: 0)]) { $0.rules = [] }),
    ]

    private static let count: [CheckSample] = [
        CheckSample(
            .count, options: #"{"on":"create","exactly":1}"#, .fail, ["2 requests came; exactly 1 wanted: #1 and #2."],
            .run([.create(1, at: 0), .create(2, at: 1)])),
        CheckSample(
            .count, options: #"{"on":"create","exactly":1}"#, .pass, ["1 request came; exactly 1 wanted."],
            .run([.create(1, at: 0), .poll(2, "a", at: 1)])),
        CheckSample(
            .count, options: #"{"on":"create","at_least":3}"#, .inconclusive,
            [
                "1 request came; at least 3 wanted, and of 5 more it cannot be told.",
                "5 requests came and are not in the journal any more.",
            ],
            .run([.create(1, at: 0)]) { $0.dropped = 5 }),
    ]

    private static let spent: [CheckSample] = [
        CheckSample(
            .spent, options: #"{"at_most":1.20}"#, .fail,
            ["$2.40 were spent, against $1.20 on the healthy day; at most $1.20 wanted."],
            .run(
                [.create(1, at: 0, arrives: false, job: "a"), .create(2, at: 0.5, job: "b")],
                jobs: [.job("a", ended: 10), .job("b", ended: 10)]
            ) { $0.healthySpent = Money(microdollars: 1_200_000) }),
        CheckSample(
            .spent, options: #"{"at_most":1.20}"#, .pass, ["$1.20 were spent; at most $1.20 wanted."],
            .run([.create(1, at: 0, job: "a")], jobs: [.job("a", ended: 10)])),
        CheckSample(
            .spent, options: #"{"at_most":1.20}"#, .inconclusive, ["3 jobs were made and are not kept any more."],
            .run([.create(1, at: 0, job: "a")], jobs: [.job("a", ended: 10)]) { $0.droppedJobs = 3 }),
    ]

    private static let command: [CheckSample] = [
        CheckSample(
            .command, options: #"{"exit":"nonzero"}"#, .fail,
            ["The command ended with 0; a right client ends with an error here."],
            .run([.create(1, at: 0)]) { $0.command = .exit(0) }),
        CheckSample(
            .command, options: #"{"exit":"nonzero"}"#, .pass, ["The command ended with 3, as expected."],
            .run([.create(1, at: 0)]) { $0.command = .exit(3) }),
        CheckSample(
            .command, options: #"{"exit":"nonzero"}"#, .inconclusive,
            ["There was no command to watch: `understudy drill` runs one."], .run([.create(1, at: 0)])),
    ]
}
