import Core
import Engine
import HTTPMessages
import Journal
public import Judging
import Scenario
import Time

extension Sandbox {
    /// All that came under the scenario in force, for a judgement; now or later, once.
    public func record(then: @escaping @Sendable (RunRecord) -> Void) {
        let run = run
        var record = RunRecord(exchanges: Self.exchanges(run))
        record.recourse = Dictionary(
            uniqueKeysWithValues: Provider.allCases.map { provider in
                let recourse = recourse(at: provider)
                return (
                    provider,
                    RunRecord.Recourse(
                        listsJobs: recourse.listsJobs, tellsBalance: recourse.tellsBalance,
                        takesRepeatKey: recourse.takesRepeatKey)
                )
            })
        record.dropped = run.dropped
        record.rules = ruleReports.map {
            RunRecord.Rule(
                name: $0.rule.name, phase: $0.phase, matched: $0.matched, showed: $0.showed, masked: $0.masked)
        }
        record.isManual = run.isManual
        record.scenarioTime = max(.zero, run.now - run.loaded)
        if let first = record.exchanges.first {
            let last = record.exchanges.map { $0.left ?? $0.came }.max() ?? first.came
            record.realTime = last - first.came
        }
        let webhooks = webhookLog()
        record.droppedDeliveries = webhooks.dropped
        record.deliveries = webhooks.records.filter { $0.created >= run.loaded }.flatMap { Self.deliveries($0, run) }
        collect([], after: nil, record, run, then: then)
    }

    /// Adds the jobs, page by page.
    private func collect(
        _ found: [JobReport], after number: Int?, _ record: RunRecord, _ run: Run,
        then: @escaping @Sendable (RunRecord) -> Void
    ) {
        let (loaded, first) = (run.loaded, run.firstJob)
        jobs(.oldest, after: number, most: 1_000, where: { $0.job.number >= first }) { [self] page in
            let all = found + page.jobs
            if let next = page.next { return collect(all, after: next, record, run, then: then) }
            then(Self.adding(all, dropped: page.dropped, to: record, since: loaded))
        }
    }

    private static func adding(
        _ reports: [JobReport], dropped: Int, to record: RunRecord, since loaded: Moment
    ) -> RunRecord {
        var record = record
        record.droppedJobs = dropped
        record.jobs = reports.map { report in
            RunRecord.Job(
                id: report.job.id, provider: report.job.provider, account: report.job.account,
                model: report.job.request.model, state: report.state, created: report.job.created - loaded,
                ended: report.ended.map { $0 - loaded }, isStuck: report.endsBy == .nothing, price: report.job.price,
                files: report.job.request.assets.count)
        }
        var byAccount: [String: Money] = [:]
        for report in reports where report.isPaid { byAccount[report.job.account, default: .zero] += report.job.price }
        record.spentByAccount = byAccount.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        record.spent = record.spentByAccount.reduce(.zero) { $0 + $1.amount }
        return record
    }

    private static func deliveries(_ webhook: DeliveryRecord, _ run: Run) -> [RunRecord.Delivery] {
        guard let provider = Provider(rawValue: webhook.provider) else { return [] }
        var isTaken = false
        return webhook.attempts.map { attempt in
            defer { isTaken = isTaken || attempt.outcome == .delivered }
            return RunRecord.Delivery(
                webhook: webhook.id, number: webhook.number, attempt: attempt.number, job: webhook.job,
                provider: provider, at: attempt.started - run.loaded,
                real: run.age - (run.wallClock - attempt.wallStarted), status: attempt.status,
                isForged: attempt.isForged, isDuplicate: isTaken, isOpen: !webhook.state.isEnd)
        }
    }

    private static func exchanges(_ run: Run) -> [Exchange] {
        var redirects = RedirectTrail()
        return run.lines.map { line in
            var exchange = Exchange(line, since: run.loaded)
            if redirects.leadsAbroad(line.entry) { exchange.leaks.append(Exchange.Leak(.redirect)) }
            return exchange
        }
    }
}

extension JobReport {
    /// What it costs is off the account: at its create where the provider takes it then, else at its end.
    fileprivate var isPaid: Bool {
        switch state {
        case .completed: true
        case .failed: false
        case .queued, .running: job.request.charge == .create
        }
    }
}

extension Exchange {
    fileprivate init(_ line: Sandbox.Run.Line, since loaded: Moment) {
        let entry = line.entry
        self.init(
            number: entry.number, at: max(.zero, entry.at - loaded), came: .nanoseconds(entry.evidence.came),
            method: entry.request.method, path: entry.request.path)
        answered = entry.answered.map { $0 - loaded + entry.delay }
        left = entry.left.map { .nanoseconds($0) }
        provider = entry.provider.flatMap { Provider(rawValue: $0) }
        step = entry.step.flatMap { Step(rawValue: $0) }
        account = entry.account
        model = entry.model
        job = entry.job
        fingerprint = entry.evidence.fingerprint
        sdkRetry = entry.sdkRetry
        isCreate = entry.evidence.isCreate
        switch entry.evidence.making {
        case .nothing: making = .nothing
        case .committed: making = .committed
        case .replayed: making = .replayed
        }
        price = entry.evidence.price.map { Money(microdollars: $0) }
        charged = entry.charged.map { Money(microdollars: $0) }
        status = entry.status
        retryAfter = entry.retryAfter
        arrivedWhole = entry.arrivedWhole
        end = entry.end
        effects =
            entry.fired.map { Effect(rule: $0.rule, aspect: $0.aspect) }
            + entry.unseen.map { Effect(rule: $0.firing.rule, aspect: $0.firing.aspect, unseen: $0.reason) }
        isList = line.asked.isList
        // What stands in the place of a file is none.
        holdsFiles = entry.evidence.holdsFiles && !entry.fired.contains { Self.replacing.contains($0.aspect) }
        hasRepeatKey = line.asked.hasRepeatKey
        file = line.asked.file
        link = step == .download ? Self.link(line, status) : nil
        evidence = line.evidence
        why = entry.evidence.why
        leaks = entry.evidence.leaks.compactMap { Leak($0, at: provider) }
        if step == .download, line.asked.wantsNoKey, entry.request.headers["Authorization"] != nil {
            leaks.append(Leak(.download))
        }
    }

    /// The aspects that put something else in the place of an answer's body.
    private static let replacing: Set = ["replace", "http_error", "error"]

    private static func link(_ line: Sandbox.Run.Line, _ status: Int) -> Link {
        if status > 0, status < 400 { return .good }
        let hasEnded = line.asked.linkEnds.map { line.entry.time >= $0 } ?? false
        let isEnded = line.entry.fired.contains { $0.aspect == "signed_url" }
        return hasEnded || isEnded ? .expired : .wrong
    }
}

extension Exchange.Leak {
    fileprivate init?(_ leak: KeyLeak, at provider: Provider?) {
        switch leak {
        case .query(let name): self.init(.query(name))
        case .body: self.init(.body)
        case .callback: self.init(.callback)
        case .keyOf(let owner):
            guard let provider, let owner = Provider(rawValue: owner) else { return nil }
            self.init(.base(of: provider, key: owner))
        }
    }
}

extension JournalEntry {
    /// What the answer told to wait: whole seconds, or until a date by the answer's own clock (RFC 9110 §10.2.3).
    fileprivate var retryAfter: Duration? {
        guard let text = responseHeaders["Retry-After"] else { return nil }
        if let seconds = Int64(text) { return seconds >= 0 ? .seconds(seconds) : nil }
        let sent = responseHeaders["Date"].flatMap { Timestamp(httpDate: $0, now: time) } ?? time
        return Timestamp(httpDate: text, now: sent).map { max(.zero, $0 - sent) }
    }
}

/// Follows clients that a redirect sends to another host, and sees whether they take their key along.
private struct RedirectTrail {
    /// The host to which somebody who asked for a path was sent.
    private var abroad: [String: String] = [:]

    mutating func leadsAbroad(_ entry: JournalEntry) -> Bool {
        let (path, host) = (entry.request.path, entry.request.headers["Host"])
        let isFollowed = host != nil && abroad[path] == host
        if (300..<400).contains(entry.status), let location = entry.responseHeaders["Location"],
            let target = Self.host(of: location), target != host
        {
            abroad[path] = target
        }
        return isFollowed && entry.request.headers["Authorization"] != nil
    }

    private static func host(of url: String) -> String? {
        guard let start = url.firstRange(of: "://") else { return nil }
        return String(url[start.upperBound...].prefix { !"/?#".contains($0) })
    }
}
