import CSystem
import Glibc
import Logging
import Reports
import UnderstudyServer

/// One run of `understudy serve`, from its options to its end.
struct Serving {
    /// Bytes of a file of certificates [chosen].
    private static let longestCertificates = 4 << 20
    /// Bytes of a control token.
    private static let shortestToken = 16

    private let options: ServeCommand
    private let isTerminal = csystem_output_is_terminal()

    init(_ options: ServeCommand) {
        self.options = options
    }

    /// Nothing is half-started: everything that can be wrong is looked at before the first port is bound.
    ///
    /// - Returns: what the program ends with.
    func run() throws(Stop) -> Int32 {
        let parent = csystem_parent()
        _ = csystem_block_signals()
        csystem_ignore_broken_pipes()
        if options.exitWithParent { _ = csystem_stop_with_parent(parent) }
        let form = options.log ?? .text
        let writer: LogWriter
        do {
            writer = try LogLines.writer(form)
        } catch {
            throw Stop(message: "understudy: \(error)", code: Stop.cannotListen)
        }
        defer { LogLines.finish(writer) }
        let logger = LogLines.logger(form, writer)
        let reports = try ReportFiles(options.reports)
        // One of an earlier run that was killed would lead whoever waits for it to nobody.
        if let file = options.readyFile { Files.remove(file) }
        let (service, dialects) = try listen(logger)
        service.start()
        try announce(service, logger)
        let ready = options.readyFile.flatMap(Files.mark)
        if let hint = ProxyHint.text { logger.warning("\(hint)") }
        waitForTheEnd(service, dialects, logger)
        let report = VerdictAtEnd.report(on: service, options, reports)
        service.stop()
        // Not if another server has written its own since.
        if let file = options.readyFile, Files.mark(file) == ready { Files.remove(file) }
        if let report { try VerdictAtEnd.tell(report, reports, options.log ?? .text, logger) }
        logger.notice("stopped")
        return Int32(report?.exitCode ?? 0)
    }

    /// Until SIGTERM or SIGINT. SIGHUP, and with `--watch` each change of a file, loads the scenarios anew.
    private func waitForTheEnd(_ service: Service, _ dialects: Dialects, _ logger: Logger) {
        var watch = ScenarioWatch(options.watch ? options.scenario : [])
        while true {
            let signal =
                options.watch
                ? csystem_wait_for_signal_within(ScenarioWatch.pause) : csystem_wait_for_signal()
            if signal != 0 && signal != SIGHUP { return }
            if signal == SIGHUP || watch.hasChanged() { reload(service, dialects, logger) }
        }
    }

    private func reload(_ service: Service, _ dialects: Dialects, _ logger: Logger) {
        do {
            let scenarios = try ScenarioFolder.load(options.scenario, dialects: dialects)
            for remark in scenarios.remarks { log(remark, logger) }
            service.understudy.reload(scenarios)
            logger.notice("the scenario was loaded anew", metadata: ["scenario": "\(service.scenarioName)"])
        } catch {
            for line in error.message.split(separator: "\n") { logger.error("\(line)") }
            logger.error("The old scenario stays in force.")
        }
    }

    /// The level of the line says already that it is a warning.
    private func log(_ remark: String, _ logger: Logger) {
        logger.warning("\(LogText.withoutLevel(remark))")
    }

    private func listen(_ logger: Logger) throws(Stop) -> (Service, Dialects) {
        let dialects: Dialects
        let configuration: Service.Configuration
        do {
            dialects = try Dialects()
            configuration = try self.configuration(dialects, logger)
        } catch let stop as Stop {
            throw stop
        } catch {
            throw Stop(message: "\(error)", code: Stop.wrongUsage)
        }
        do {
            return (try Service(configuration, dialects: dialects), dialects)
        } catch {
            let advice = Service.takenPort(error).map(advice(aboutTaken:)) ?? ""
            throw Stop(message: "understudy: \(error)\(advice)", code: Stop.cannotListen)
        }
    }

    private func advice(aboutTaken port: Int) -> String {
        let holder = PortHolder.name(port: port).map { " by \($0)" } ?? ""
        let free = port == options.port ? "--port 0" : "port 0 behind --serve, as in `--serve getimg=0`,"
        return "\(holder); \(free) takes any free port"
    }

    private func configuration(_ dialects: Dialects, _ logger: Logger) throws -> Service.Configuration {
        let scenarios = try ScenarioFolder.load(options.scenario, dialects: dialects)
        for remark in scenarios.remarks { log(remark, logger) }
        var configuration = Service.Configuration(scenarios)
        configuration.host = options.host
        configuration.port = options.port
        configuration.served = try served(dialects)
        configuration.controlToken = token
        if let token, token.utf8.count < Self.shortestToken {
            throw Stop(
                message: """
                    understudy: the control token has \(token.utf8.count) bytes, and needs at least \(Self.shortestToken), so \
                    that nobody guesses it: `openssl rand -hex 16` makes one.
                    """, code: Stop.wrongUsage)
        }
        configuration.allowsOrigins = options.cors
        configuration.makesSandboxes = options.autoSandbox
        configuration.answersHalfClosed = options.halfClose == .wait
        try setAddress(&configuration)
        configuration.warn = { logger.warning("\(LogText.withoutLevel($0))") }
        configuration.note = { note in
            logger.log(
                level: note.isWarning ? .warning : .notice, "\(note.text)", metadata: ["sandbox": "\(note.sandbox)"])
        }
        try allowWebhooks(&configuration)
        if let host = options.host, token == nil, configuration.isWide {
            throw Stop(
                message: """
                    understudy: --host \(host) is reachable from other machines, so the control API needs a token: set \
                    --control-token or UNDERSTUDY_CONTROL_TOKEN.
                    """, code: Stop.wrongUsage)
        }
        if logsRequests { configuration.observer = RequestLog(logger) }
        return configuration
    }

    private func served(_ dialects: Dialects) throws(Stop) -> [Service.ServedPort] {
        do {
            let served = try options.serve.flatMap { try Service.ServedPort.parse($0) }
            try Service.ServedPort.check(served, besides: options.port)
            return served
        } catch {
            throw Stop(message: "understudy: \(error)", code: Stop.wrongUsage)
        }
    }

    private func setAddress(_ configuration: inout Service.Configuration) throws(Stop) {
        do {
            if let url = options.publicURL { try configuration.showPublicly(at: url) }
            for entry in options.trustProxy { try configuration.trustProxy(entry) }
        } catch {
            throw Stop(message: "understudy: \(error)", code: Stop.wrongUsage)
        }
    }

    private func allowWebhooks(_ configuration: inout Service.Configuration) throws(Stop) {
        for entry in options.webhookAllow {
            guard configuration.allowWebhooks(to: entry) else {
                throw Stop(
                    message: """
                        understudy: --webhook-allow takes a host, an address or a range, and a port if wanted, such as \
                        receiver:8080 or 10.0.0.0/8, not `\(entry)`.
                        """, code: Stop.wrongUsage)
            }
        }
        if let file = options.webhookCertificates {
            try checkCertificates(file)
            configuration.trustWebhookReceivers(signedBy: file)
        }
        configuration.refuseBlockedWebhooks(options.strictWebhooks)
        configuration.keepWebhookConnections(options.webhookKeepAlive)
    }

    /// Looked at now, since the first webhook may be hours away.
    private func checkCertificates(_ file: String) throws(Stop) {
        let reason: String
        do {
            let bytes = try Files.read(file, limit: Self.longestCertificates)
            if String(decoding: bytes, as: UTF8.self).contains("-----BEGIN CERTIFICATE-----") { return }
            reason = "it has no certificate in PEM"
        } catch {
            reason = error.reason
        }
        throw Stop(message: "understudy: --webhook-ca \(file) cannot be used: \(reason).", code: Stop.wrongUsage)
    }

    private func announce(_ service: Service, _ logger: Logger) throws(Stop) {
        if let file = options.readyFile {
            do {
                try Files.writeAtomically(service.readyNotice(pid: Int(csystem_process())), to: file)
            } catch {
                service.stop()
                throw Stop(
                    message: "understudy: the ready file \(file) cannot be written: \(error.reason).",
                    code: Stop.wrongUsage)
            }
        }
        switch options.log ?? .text {
        case .text: Files.writeOutput(Banner(service).text)
        case .json: logger.notice("listening", metadata: ["url": "\(service.url)", "version": "\(Understudy.version)"])
        case .off: break
        }
    }

    private var token: String? {
        if let token = options.controlToken, !token.isEmpty { return token }
        return Self.variable("UNDERSTUDY_CONTROL_TOKEN")
    }

    /// A variable of the environment; an empty one counts as none.
    static func variable(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        let text = unsafe String(cString: value)
        return text.isEmpty ? nil : text
    }

    private var logsRequests: Bool {
        switch options.log {
        case .json, .text: true
        case nil: isTerminal
        case .off: false
        }
    }
}
