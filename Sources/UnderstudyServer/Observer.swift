import Engine
import HTTPMessages
import Journal
import Time

/// Sees each request to a provider when its exchange is over: for the log.
public protocol Observer: Sendable {
    func saw(_ report: RequestReport)
}

/// One line of the log. No key and no body is in it.
public struct RequestReport: Sendable {
    public var sandbox: String
    /// In the sandbox's journal.
    public var number: Int
    /// In scenario time, since the scenario was loaded.
    public var at: Duration
    /// nil where none was meant.
    public var provider: String?
    public var method: String
    public var path: String
    /// 0 when no status line was sent.
    public var status: Int
    public var step: String?
    public var model: String?
    public var account: String?
    /// The rules that had a say, each once.
    public var rules: [String]
    /// Why it was refused and what would be right, where that is not the provider's to say.
    public var why: String?
    /// How the exchange ended: `completed`, `client_gone` and so on.
    public var end: String
    public var bytesSent: Int
    /// In scenario time, from arrival to the first byte of the answer.
    public var took: Duration
}

extension RequestReport {
    init(_ entry: EntryOutline, sandbox: String, _ end: ExchangeEnd) {
        self.init(
            sandbox: sandbox, number: entry.number, at: entry.elapsed, provider: entry.provider, method: entry.method,
            path: entry.path,
            status: entry.status, step: entry.step, model: entry.model, account: entry.account,
            rules: entry.fired.reduce(into: []) { rules, fired in
                if !rules.contains(fired.rule) { rules.append(fired.rule) }
            }, why: entry.why, end: end.rawValue, bytesSent: entry.bytesSent, took: entry.took ?? .zero)
    }
}

/// Another line of the log: something happened in a sandbox, and no request asked for it.
public struct Notice: Sendable, Equatable {
    public var sandbox: String
    /// A sentence.
    public var text: String
    /// Whether something is wrong.
    public var isWarning: Bool
}

extension Notice {
    init(_ note: SandboxNote) {
        self.init(sandbox: note.sandbox, text: note.text, isWarning: note.isWarning)
    }
}
