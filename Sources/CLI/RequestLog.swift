import Logging
import UnderstudyServer

/// A line for each request to a provider, when its exchange is over.
struct RequestLog: Observer {
    private let logger: Logger

    init(_ logger: Logger) {
        self.logger = logger
    }

    func saw(_ report: RequestReport) {
        var metadata: Logger.Metadata = [
            "sandbox": "\(report.sandbox)", "number": .stringConvertible(report.number),
            "at_ms": .stringConvertible(Int(report.at / .milliseconds(1))), "method": "\(report.method)",
            "path": "\(report.path)",
            "status": .stringConvertible(report.status), "end": "\(report.end)",
            "bytes": .stringConvertible(report.bytesSent),
            "took_ms": .stringConvertible(report.took / .milliseconds(1)),
        ]
        if let provider = report.provider { metadata["provider"] = "\(provider)" }
        if let why = report.why { metadata["why"] = "\(why)" }
        if let step = report.step { metadata["step"] = "\(step)" }
        if let model = report.model { metadata["model"] = "\(model)" }
        if let account = report.account { metadata["account"] = "\(account)" }
        if !report.rules.isEmpty { metadata["rules"] = .array(report.rules.map { .string($0) }) }
        logger.info("request", metadata: metadata)
    }
}
