import CSystem
import Reports
import UnderstudyServer

/// The reports that were asked for, and the one for whoever looks on.
struct ReportFiles {
    private enum Form: String, CaseIterable {
        case json, junit, ctrf, markdown, html
    }

    private static let standardOutput = "-"

    private let files: [(form: Form, path: String)]
    private let isStable: Bool

    /// Looks at once whether each can be written, and removes those of an earlier run, which would be taken for this one's.
    init(_ options: ReportOptions) throws(Stop) {
        let paths: [Form: String?] = [
            .json: options.json, .junit: options.junit, .ctrf: options.ctrf, .markdown: options.markdown,
            .html: options.html,
        ]
        files = Form.allCases.compactMap { form in (paths[form] ?? nil).map { (form, $0) } }
        isStable = options.stable
        guard files.count(where: { $0.path == Self.standardOutput }) <= 1 else {
            throw Stop(
                message: "understudy: one report alone can go to standard output (`-`).", code: Stop.wrongUsage)
        }
        for (form, path) in files where path != Self.standardOutput {
            if let obstacle = Files.obstacle(toWriting: path) { throw Self.failure(form, path, obstacle) }
            Files.remove(path)
        }
    }

    var areWanted: Bool { !files.isEmpty }

    func write(_ report: RunReport) throws(Stop) {
        for (form, path) in files {
            let bytes = bytes(of: report, as: form)
            if path == Self.standardOutput {
                guard Files.writeDocument(bytes) else {
                    throw Self.failure(form, path, "standard output does not take it")
                }
                continue
            }
            do {
                try Files.writeAtomically(bytes, to: path)
            } catch {
                throw Self.failure(form, path, error.reason)
            }
        }
    }

    /// Says it to whoever looks on: on standard error, or where that is free on standard output.
    ///
    /// - Parameter isQuiet: in one line.
    func tell(_ report: RunReport, isQuiet: Bool = false, onStandardError: Bool) {
        if isQuiet { return Files.writeError(report.line) }
        let toError = onStandardError || files.contains { $0.path == Self.standardOutput }
        let isTerminal = toError ? csystem_error_is_terminal() : csystem_output_is_terminal()
        // No colour where nobody sees it, or where somebody asked for none (https://no-color.org).
        let colour = isTerminal && Serving.variable("NO_COLOR") == nil
        let text = Array(report.text(colour: colour, stable: isStable).utf8)
        if toError { Files.writeLog(text) } else { _ = Files.writeDocument(text) }
    }

    private func bytes(of report: RunReport, as form: Form) -> [UInt8] {
        switch form {
        case .json: report.json(stable: isStable)
        case .junit: report.junit(stable: isStable)
        case .ctrf: report.ctrf(stable: isStable)
        case .markdown: Array(report.markdown(stable: isStable).utf8)
        case .html: report.html(stable: isStable)
        }
    }

    private static func failure(_ form: Form, _ path: String, _ reason: String) -> Stop {
        Stop(message: "understudy: --\(form.rawValue) \(path) cannot be written: \(reason).", code: Stop.wrongUsage)
    }
}
