import Glibc
import Logging
import UnderstudyServer

/// Writes log lines to standard error: text for people, or one JSON object a line.
struct LogLines: LogHandler {
    private let form: LogForm
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    static func logger(_ form: LogForm) -> Logger {
        Logger(label: "understudy") { _ in LogLines(form: form) }
    }

    private init(form: LogForm) {
        self.form = form
        if form == .off { logLevel = .critical }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { _, own in own }.sorted { $0.key < $1.key }
        switch form {
        case .text: Files.writeError(text(event, fields))
        case .json: Files.writeError(json(event, fields))
        case .off: break
        }
    }

    private func text(_ event: LogEvent, _ fields: [(key: String, value: Logger.MetadataValue)]) -> String {
        let details = fields.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        return
            "\(event.level == .info ? "" : "\(event.level): ")\(event.message)\(details.isEmpty ? "" : "  ")\(details)"
    }

    private func json(_ event: LogEvent, _ fields: [(key: String, value: Logger.MetadataValue)]) -> String {
        JSONLine.text(
            [("level", .text("\(event.level)")), ("message", .text("\(event.message)"))]
                + fields.map { ($0.key, value($0.value)) })
    }

    /// Numbers stay numbers, for whoever asks a log how many were slower than that.
    private func value(_ value: Logger.MetadataValue) -> JSONLine.Value {
        if case .stringConvertible(let number as Int) = value { return .whole(number) }
        if case .stringConvertible(let number as Double) = value { return .fraction(number) }
        return .text("\(value)")
    }
}
