import Judging
import Reports
import Scenario
import Time
import UnderstudyServer

/// One call of `understudy drill`, from its options to its end.
struct Drill {
    private let setup: CommandSetup
    private let plan: RunPlan
    private let patience: Duration?
    private let options: DrillCommand
    private let files: ReportFiles

    /// Nothing is half-started: everything that can be wrong is looked at before the command runs.
    init(_ options: DrillCommand) throws(Stop) {
        self.options = options
        guard !options.options.scenario.isEmpty else {
            throw Stop(
                message: "understudy: a drill needs a scenario: `understudy drill --scenario drill.yaml -- pytest -q`.",
                code: Stop.wrongUsage)
        }
        setup = try CommandSetup(options.options, of: "drill")
        patience = try options.patience.map(Self.patience)
        do {
            let seeds = try options.seeds.map { try RunPlan.seeds($0) } ?? [setup.scenarios.playing.seed]
            plan = try RunPlan(
                withHealthyDay: !options.leavesOutHealthy, seeds: seeds, repetitions: options.repeat)
        } catch {
            throw Stop(message: "understudy: \(error)", code: Stop.wrongUsage)
        }
        files = try ReportFiles(options.reports)
    }

    /// - Returns: what the program ends with.
    func run() throws(Stop) -> Int32 {
        if !options.quiet { for remark in setup.scenarios.remarks { Files.writeError(remark) } }
        CommandProcess.prepare()
        let began = SystemTime().wallClock()
        var runs: [RunReport.Run] = []
        for (number, planned) in plan.runs.enumerated() {
            let (run, signal) = try perform(planned, number: number + 1, healthy: runs.first)
            if let signal { return stopped(by: signal) }
            runs.append(run)
            if run.kind == .healthy, run.record.command?.isFailure ?? false { break }
        }
        let report = report(on: runs, began)
        try files.write(report)
        files.tell(report, isQuiet: options.quiet, onStandardError: true)
        return Int32(report.exitCode)
    }

    /// One run of the command against a server of its own. The signal is the one by which somebody stopped the drill.
    private func perform(
        _ planned: RunPlan.Planned, number: Int, healthy: RunReport.Run?
    ) throws(Stop) -> (RunReport.Run, Int32?) {
        let isHealthy = planned.kind == .healthy
        let scenarios = setup.scenarios.with(seed: planned.seed)
        let before = try ProductFiles(options.product)
        let host = try CommandHost(isHealthy ? scenarios.onHealthyDay : scenarios, dialects: setup.dialects, say)
        defer { host.service.stop() }
        announce(planned, number)
        if let signal = CommandProcess.pendingStop {
            return (RunReport.Run(kind: planned.kind, seed: planned.seed, record: RunRecord(), verdict: nil), signal)
        }
        let process = try CommandProcess(setup.command, variables: setup.variables(for: host.service))
        let outcome = process.wait(patience: patience, .firm)
        host.settle()
        var record = host.service.runRecord() ?? RunRecord()
        record.command = outcome.end
        record.products = try products(since: before, host.service)
        if let healthy, healthy.kind == .healthy {
            record.healthySpent = healthy.record.spent
            record.healthyProducts = healthy.record.products?.count
        }
        let verdict = isHealthy ? nil : RunVerdict.judge(record, by: scenarios.playing.expectations)
        // Reports show nothing of it, and a drill may have many runs.
        for index in record.exchanges.indices { record.exchanges[index].evidence = nil }
        let run = RunReport.Run(
            kind: planned.kind, seed: planned.seed, repetition: planned.repetition, record: record, verdict: verdict)
        return (run, outcome.stoppedBy)
    }

    /// What the command has made, each with the job whose file it is; nil where nothing was asked for.
    private func products(since before: ProductFiles, _ service: Service) throws(Stop) -> [RunRecord.Product]? {
        guard !options.product.isEmpty else { return nil }
        let changed = try ProductFiles(options.product).changed(since: before)
        if changed.isEmpty { return [] }
        let made = service.madeFiles()
        return changed.map { RunRecord.Product(path: $0.path, job: made[$0.hash]) }
    }

    private func report(on runs: [RunReport.Run], _ began: Timestamp) -> RunReport {
        let ending = Ending(of: runs, allowsInconclusive: options.allowInconclusive)
        let drills = runs.filter { $0.kind == .drill }
        let told =
            drills.first { $0.verdict?.outcome == .fail } ?? drills.first { $0.record.command?.isFailure ?? false }
        let seed = options.seeds == nil ? nil : (told ?? drills.first)?.seed
        return RunReport(
            kind: .drill, version: Understudy.version, scenario: setup.scenarios.playing.name,
            summary: setup.scenarios.playing.summary, command: setup.command, runs: runs,
            repeatLine: RepeatLine.text(CommandLine.arguments, seed: seed), exitCode: ending.code,
            exitReason: ending.reason, began: began)
    }

    private func announce(_ planned: RunPlan.Planned, _ number: Int) {
        let command = setup.command.map(RepeatLine.quoted).joined(separator: " ")
        switch planned.kind {
        case .healthy: say("on a healthy day: \(command)")
        case .drill:
            let seed = options.seeds == nil ? "" : " with seed \(planned.seed)"
            let count = plan.runs.count > 2 ? " (run \(number) of \(plan.runs.count))" : ""
            say("drill \(setup.scenarios.playing.name)\(seed)\(count): \(command)")
        }
    }

    private func stopped(by signal: Int32) -> Int32 {
        Files.writeError("understudy: the drill was stopped by \(SignalName.text(signal)), so there is no verdict.")
        return 128 + signal
    }

    private var say: @Sendable (String) -> Void {
        let isQuiet = options.quiet
        return { text in
            if !isQuiet { Files.writeError("understudy: \(text)") }
        }
    }

    private static func patience(_ text: String) throws(Stop) -> Duration {
        guard let duration = DurationText.parse(text), duration > .zero else {
            throw Stop(
                message: "understudy: --patience takes a duration, such as 90s or 5m, not `\(text)`.",
                code: Stop.wrongUsage)
        }
        return duration
    }
}
