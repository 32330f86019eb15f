import Core
import Documents
import HTTPMessages
import Judging
import Reports
import Time

/// Reports of made-up runs, one for each kind of ending. Fixtures/reports has what is written of them.
enum Samples {
    static let written = ["failing", "passing", "inconclusive", "many-seeds", "hostile", "no-drill"]

    static let all = [
        "failing": failing, "passing": passing, "inconclusive": inconclusive, "many-seeds": manySeeds,
        "hostile": hostile(requests: 12), "no-drill": noDrill,
    ]

    /// An answer is lost, and the client asks again: it pays twice.
    static var failing: RunReport {
        RunReport(
            kind: .drill, version: "0.2.0", scenario: "lost-answer",
            summary: "The answer to a create is lost after its job was made",
            command: ["pytest", "-q", "tests/test_client.py"],
            runs: [healthy, lostAnswer(seed: 1)],
            repeatLine: "understudy drill --scenario lost-answer -- pytest -q tests/test_client.py",
            exitCode: 1, exitReason: "the verdict failed.", began: Timestamp(unixSeconds: 1_800_000_000))
    }

    static var passing: RunReport {
        var record = healthyRecord
        record.rules = [RunRecord.Rule(name: "a page of a gateway", matched: 1, showed: 1, masked: 0)]
        record.exchanges[1].status = 502
        record.exchanges[1].effects = [Exchange.Effect(rule: "a page of a gateway", aspect: "http_error")]
        let passes = ["no_duplicate_creates", "poll_interval { at_least: 2s }", "every_rule_fired"]
        return RunReport(
            kind: .drill, version: "0.2.0", scenario: "gateway-page", summary: "A poll gets the page of a gateway.",
            command: ["node", "--test"],
            runs: [
                healthy,
                RunReport.Run(
                    kind: .drill, seed: 1, record: record,
                    verdict: RunVerdict(
                        findings: passes.map { written in
                            let check = String(written.prefix { $0 != " " })
                            return RunVerdict.Finding(
                                check: check, written: written, outcome: .pass, sentences: ["Nothing was found."])
                        })),
            ], repeatLine: "understudy drill --scenario gateway-page -- node --test", exitCode: 0,
            exitReason: "all is well.")
    }

    /// A rule never showed, so the drill did not happen.
    static var inconclusive: RunReport {
        var record = healthyRecord
        record.isManual = true
        record.rules = [
            RunRecord.Rule(name: "the link ends early", matched: 0, showed: 0, masked: 0),
            RunRecord.Rule(name: "a slow answer", phase: "evening", matched: 2, showed: 0, masked: 2),
        ]
        record.dropped = 12
        let findings = [
            RunVerdict.Finding(
                check: "downloads_before_expiry", written: "downloads_before_expiry", origin: "expiring-links",
                outcome: .inconclusive,
                sentences: ["No link ended while the client ran."],
                advice: "Let the client run for longer, or the links end earlier."),
            RunVerdict.Finding(
                check: "every_job_settled", written: "every_job_settled", outcome: .pass,
                sentences: ["Each job was seen to its end."]),
        ]
        return RunReport(
            kind: .serve, version: "0.2.0", scenario: "expired-link", summary: "", command: [],
            runs: [RunReport.Run(kind: .drill, seed: 3, record: record, verdict: RunVerdict(findings: findings))],
            repeatLine: nil, exitCode: 0, exitReason: "a server's verdict is told, and does not count.")
    }

    /// Twelve seeds, of which one fails.
    static var manySeeds: RunReport {
        var runs = [healthy]
        for seed in 1...12 {
            var run = lostAnswer(seed: Int64(seed))
            if seed != 7 {
                run.record = healthyRecord
                run.record.command = .exit(0)
                run.verdict = RunVerdict(
                    findings: [
                        RunVerdict.Finding(
                            check: "no_duplicate_creates", written: "no_duplicate_creates", outcome: .pass,
                            sentences: [])
                    ])
            }
            runs.append(run)
        }
        return RunReport(
            kind: .drill, version: "0.2.0", scenario: "lossy-network", summary: "One answer in ten is lost.",
            command: ["swift", "test"], runs: runs,
            repeatLine: "understudy drill --scenario lossy-network --seeds 7 -- swift test",
            exitCode: 1, exitReason: "the verdict failed.")
    }

    /// The command fails where nothing is done to it.
    static var noDrill: RunReport {
        var run = healthy
        run.record.command = .exit(2)
        return RunReport(
            kind: .drill, version: "0.2.0", scenario: "lost-answer", summary: "The answer to a create is lost.",
            command: ["sh", "client.sh"], runs: [run], repeatLine: nil, exitCode: 4,
            exitReason: "the command ended with 2 on the healthy day, so no drill was run.")
    }
}

// MARK: - Their runs

extension Samples {
    static var healthy: RunReport.Run {
        RunReport.Run(kind: .healthy, seed: 1, record: healthyRecord, verdict: nil)
    }

    static var healthyRecord: RunRecord {
        var record = RunRecord(exchanges: [
            create(1, at: 200, job: "task_7Qm2", status: 200),
            poll(2, at: 2_300, job: "task_7Qm2"),
            poll(3, at: 9_000, job: "task_7Qm2"),
            download(4, at: 9_120, job: "task_7Qm2"),
        ])
        record.jobs = [job("task_7Qm2", created: 200, ended: 9_000)]
        record.spent = dollars("1.2")
        record.spentByAccount = [("main", dollars("1.2"))]
        record.scenarioTime = .milliseconds(9_300)
        record.realTime = .milliseconds(1_912)
        record.command = .exit(0)
        return record
    }

    static func lostAnswer(seed: Int64) -> RunReport.Run {
        let rule = Exchange.Effect(rule: "the answer is lost", aspect: "drop")
        var lost = create(3, at: 12_400, job: "task_9Xa1", status: 200)
        lost.arrivedWhole = false
        lost.end = .faultPerformed
        lost.effects = [rule]
        var again = create(4, at: 12_900, job: "task_B04c", status: 200)
        again.sdkRetry = 1
        var record = RunRecord(
            exchanges: [account(1, at: 0), create(2, at: 400, job: "task_7Qm2", status: 429), lost, again]
                + (5...9).map { poll($0, at: 12_900 + ($0 - 4) * 2_000, job: "task_B04c") }
                + [download(10, at: 24_000, job: "task_B04c")])
        record.exchanges[1].making = .nothing
        record.exchanges[1].job = nil
        record.exchanges[1].retryAfter = .seconds(12)
        record.exchanges[1].fingerprint = 99
        record.jobs = [
            job("task_9Xa1", created: 12_400, ended: 21_000), job("task_B04c", created: 12_900, ended: 22_400),
        ]
        record.deliveries = [
            RunRecord.Delivery(
                webhook: "wh_1", number: 1, attempt: 1, job: "task_9Xa1", provider: .unifiedTasks,
                at: .milliseconds(21_000),
                real: .milliseconds(1_500), status: 200),
            RunRecord.Delivery(
                webhook: "wh_2", number: 2, attempt: 1, job: "task_B04c", provider: .unifiedTasks,
                at: .milliseconds(22_400),
                real: .milliseconds(1_700), status: 200, isDuplicate: true),
            RunRecord.Delivery(
                webhook: "wh_3", number: 3, attempt: 1, job: "task_B04c", provider: .unifiedTasks,
                at: .milliseconds(23_000),
                real: .milliseconds(1_800), status: 401, isForged: true),
        ]
        record.rules = [
            RunRecord.Rule(name: "the answer is lost", matched: 2, showed: 1, masked: 0),
            RunRecord.Rule(name: "a busy hour", phase: "rush", matched: 0, showed: 0, masked: 0),
        ]
        record.spent = dollars("2.4")
        record.spentByAccount = [("main", dollars("2.4"))]
        record.scenarioTime = .milliseconds(24_300)
        record.realTime = .milliseconds(2_104)
        record.command = .exit(0)
        record.products = [
            RunRecord.Product(path: "out/kite.mp4", job: "task_B04c"), RunRecord.Product(path: "out/old.mp4", job: nil),
        ]
        return RunReport.Run(kind: .drill, seed: seed, record: record, verdict: paidTwice)
    }

    private static let paidTwice = RunVerdict(findings: [
        RunVerdict.Finding(
            check: "no_duplicate_creates", written: "no_duplicate_creates", outcome: .fail,
            sentences: ["#3 → #4, 0.5 s apart: the same body, both became jobs, $1.20 each."],
            advice:
                "The answer to #3 was lost after it was accepted. Look for the task in the account's list before creating again.",
            entries: [3, 4], jobs: ["task_9Xa1", "task_B04c"]),
        RunVerdict.Finding(
            check: "no_paid_and_dropped", written: "no_paid_and_dropped", outcome: .fail,
            sentences: ["task_9Xa1 was paid, $1.20, and nobody ever fetched its file."],
            advice: "Fetch what was paid for, or cancel it while it runs.", entries: [3], webhooks: ["wh_1"],
            jobs: ["task_9Xa1"]),
        RunVerdict.Finding(
            check: "retry_after_respected", written: "retry_after_respected { tolerance: 100ms }", outcome: .pass,
            sentences: []),
        RunVerdict.Finding(
            check: "poll_interval", written: "poll_interval { at_least: 2s }", outcome: .pass, sentences: []),
        RunVerdict.Finding(
            check: "every_rule_fired", written: "every_rule_fired", outcome: .inconclusive,
            sentences: ["“a busy hour” never showed: its phase began after the client had ended."],
            advice: "Let the phase begin earlier."),
    ])

    /// What somebody writes who means ill.
    static let evil =
        "\u{1B}[2K\r::error::all is well `x` |<script>alert(1)</script>]]>'\"&\n##[error]##vso[task] \u{202E}\u{FFFF}\u{0}"

    /// Requests of somebody who means ill, and a scenario full of mark-up.
    static func hostile(requests: Int) -> RunReport {
        var record = RunRecord(
            exchanges: (1...requests).map { number in
                var exchange = create(
                    number, at: number * 7, job: "task_\(number % 40)", status: number % 3 == 0 ? 500 : 200)
                exchange.path = "/" + evil + String(repeating: "deep/", count: number == 1 ? 200 : 1)
                exchange.model = evil
                exchange.fingerprint = UInt64(number % 2_000 + 1)
                if number % 5 == 0 { exchange.effects = [Exchange.Effect(rule: evil, aspect: "latency")] }
                return exchange
            })
        record.jobs = (0..<40).map { job("task_\($0)\(evil)", created: $0 * 7, ended: 70_000) }
        record.rules = [
            RunRecord.Rule(name: evil, matched: 2_000, showed: 2_000, masked: 0),
            RunRecord.Rule(name: evil + "2", matched: 0, showed: 0, masked: 0),
        ]
        record.command = .signal(evil)
        record.products = [RunRecord.Product(path: evil, job: nil)]
        record.spentByAccount = [(evil, .zero), ("b", .zero)]
        record.scenarioTime = .seconds(70)
        let finding = RunVerdict.Finding(
            check: "count", written: "count { match: \(evil) }", origin: evil, outcome: .fail,
            sentences: [evil, evil + String(repeating: "x", count: 500)], advice: evil,
            entries: [1, 2, requests - 1, 77_777],
            webhooks: [evil], jobs: [evil])
        return RunReport(
            kind: .drill, version: "0.2.0", scenario: evil, summary: evil, command: ["sh", "-c", evil],
            runs: [
                RunReport.Run(
                    kind: .drill, seed: -1, repetition: 2, record: record,
                    verdict: RunVerdict(findings: [finding, finding]))
            ], repeatLine: "understudy drill -- \(evil)", exitCode: 1, exitReason: evil)
    }
}

// MARK: - Their requests

extension Samples {
    private static func exchange(_ number: Int, at: Int, _ step: Step, _ method: String, _ path: String) -> Exchange {
        var exchange = Exchange(
            number: number, at: .milliseconds(at), came: .milliseconds(100 + number * 31), method: method, path: path)
        exchange.answered = .milliseconds(at + 1)
        exchange.left = .milliseconds(102 + number * 31)
        exchange.provider = .unifiedTasks
        exchange.account = "main"
        exchange.step = step
        exchange.status = 200
        exchange.arrivedWhole = true
        exchange.end = .completed
        return exchange
    }

    static func create(_ number: Int, at: Int, job: String, status: Int) -> Exchange {
        var exchange = exchange(number, at: at, .create, "POST", "/v1/tasks")
        exchange.status = status
        exchange.isCreate = true
        exchange.job = job
        exchange.model = "kling/v2.1"
        exchange.fingerprint = 0xA5
        exchange.making = .committed
        exchange.price = dollars("1.2")
        exchange.charged = dollars("1.2")
        return exchange
    }

    static func poll(_ number: Int, at: Int, job: String) -> Exchange {
        var exchange = exchange(number, at: at, .poll, "GET", "/v1/tasks/\(job)")
        exchange.job = job
        exchange.fingerprint = 0xB5
        return exchange
    }

    static func download(_ number: Int, at: Int, job: String) -> Exchange {
        var exchange = exchange(number, at: at, .download, "GET", "/files/\(job).mp4")
        exchange.job = job
        exchange.fingerprint = 0xC5
        exchange.link = .good
        exchange.file = 0
        return exchange
    }

    static func account(_ number: Int, at: Int) -> Exchange {
        exchange(number, at: at, .account, "GET", "/v1/balance")
    }

    static func job(_ id: String, created: Int, ended: Int?) -> RunRecord.Job {
        RunRecord.Job(
            id: id, provider: .unifiedTasks, account: "main", model: "kling/v2.1",
            state: ended == nil ? .running : .completed,
            created: .milliseconds(created), ended: ended.map { .milliseconds($0) }, price: dollars("1.2"))
    }

    static func dollars(_ text: String) -> Money { Money(Decimal(text: text) ?? .zero) }
}
