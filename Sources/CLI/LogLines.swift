import Glibc
import Logging
import UnderstudyServer

/// Writes log lines to standard error: text for people, or one JSON object a line.
struct LogLines: LogHandler {
    private let form: LogForm
    private let writer: LogWriter
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    /// How long the last lines may take to be read when the program ends, in milliseconds [chosen].
    private static let patience = 1_000

    static func writer(_ form: LogForm) throws -> LogWriter {
        try LogWriter(lineOfDropped: { lineOfDropped($0, form) }, write: Files.writeLog)
    }

    static func logger(_ form: LogForm, _ writer: LogWriter) -> Logger {
        Logger(label: "understudy") { _ in LogLines(form: form, writer: writer) }
    }

    /// Before the end of the program, which would take lines along that are not written yet.
    static func finish(_ writer: LogWriter) {
        for _ in 0..<patience where !writer.isDone { usleep(1_000) }
    }

    private static func lineOfDropped(_ count: Int, _ form: LogForm) -> String {
        let message = "lines of the log were dropped here, since nobody read it"
        return form == .json
            ? JSONLine.text([
                ("time", .text(LogText.time)), ("level", .text("warning")), ("message", .text(message)),
                ("count", .whole(count)),
            ])
            : "\(LogText.time) warning: \(count) \(message)"
    }

    private init(form: LogForm, writer: LogWriter) {
        self.form = form
        self.writer = writer
        if form == .off { logLevel = .critical }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { _, own in own }.sorted { $0.key < $1.key }
        switch form {
        case .text: writer.append("\(LogText.time) \(LogText.line(text(event, fields)))")
        case .json: writer.append(json(event, fields))
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
            [("time", .text(LogText.time)), ("level", .text("\(event.level)")), ("message", .text("\(event.message)"))]
                + fields.map { ($0.key, value($0.value)) })
    }

    /// Numbers stay numbers, for whoever asks a log how many were slower than that.
    private func value(_ value: Logger.MetadataValue) -> JSONLine.Value {
        if case .stringConvertible(let number as Int) = value { return .whole(number) }
        if case .stringConvertible(let number as Double) = value { return .fraction(number) }
        return .text("\(value)")
    }
}
