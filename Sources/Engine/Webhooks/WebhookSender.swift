import Core
import HTTPMessages
import Journal

/// Carries webhooks out of the house. Handed to the engine, which opens no socket.
public protocol WebhookSender: Sendable {
    /// Names the program and its version to receivers.
    var userAgent: String { get }
    /// Makes one attempt and calls back once, on whatever thread.
    func send(_ call: WebhookCall, then: @escaping @Sendable (WebhookResult) -> Void)
    /// Why a create with that callback address is to be refused; nil when it is taken, as providers take any.
    func refusal(of url: String, from sandbox: String) -> String?
}

/// One attempt.
public struct WebhookCall: Sendable {
    /// By which the delivery log knows it.
    public var webhook: String
    public var url: String
    /// All of them, in order.
    public var headers: Headers
    public var body: [UInt8]
    /// In real time, from the first look at the address to the end of the answer.
    public var timeout: Duration
    /// Who sends: its own inbox is open to it.
    public var sandbox: String

    public init(webhook: String, url: String, headers: Headers, body: [UInt8], timeout: Duration, sandbox: String) {
        self.webhook = webhook
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.sandbox = sandbox
    }
}

/// What came of an attempt.
public struct WebhookResult: Sendable {
    public enum Outcome: Sendable {
        case answered(status: Int, headers: Headers, prefix: [UInt8])
        case failed(DeliveryRecord.Reason, detail: String)
        /// The program stopped meanwhile.
        case abandoned
    }

    public var outcome: Outcome
    /// The number that was connected to.
    public var address: String?
    /// In real time.
    public var took: Duration

    public init(_ outcome: Outcome, address: String? = nil, took: Duration = .zero) {
        self.outcome = outcome
        self.address = address
        self.took = took
    }
}
