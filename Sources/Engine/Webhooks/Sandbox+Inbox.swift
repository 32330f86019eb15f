import Basics
import Core
import HTTPMessages
import Journal
import Time

extension Sandbox {
    public struct InboxView: Sendable {
        public var messages: [InboxMessage]
        /// How many ever came to this inbox.
        public var total: Int
        /// How many of all inboxes had to go.
        public var dropped: Int
    }

    /// How many messages came to an inbox so far.
    public func inboxTotal(_ name: String) -> Int {
        webhooks.withLock { $0.inbox.total(name) }
    }

    /// Takes a request into an inbox and judges its signature by the scenario's secrets; false when there are too many
    /// inboxes.
    public func receive(_ request: Request, inInbox name: String, answering status: Int) -> Bool {
        let instant = real.now()
        let (now, clock, loaded) = state.withLock { ($0.clock.now(real: instant), $0.clock, $0.loaded) }
        let verdict = WebhookVerifier(webhookSecrets).verdict(
            headers: request.headers, body: request.bytes, now: stamp(at: now, clock, loaded).unixSeconds)
        let message = InboxMessage(request, at: now, time: clock.timestamp(of: now), verdict, status: status)
        return webhooks.withLock { webhooks in
            guard webhooks.inbox.takes(name) else { return false }
            webhooks.inbox.append(message, to: name)
            return true
        }
    }

    public func inbox(_ name: String) -> InboxView {
        webhooks.withLock { webhooks in
            InboxView(
                messages: webhooks.inbox.messages(name), total: webhooks.inbox.total(name),
                dropped: webhooks.inbox.dropped)
        }
    }
}

extension InboxMessage {
    fileprivate init(_ request: Request, at moment: Moment, time: Timestamp, _ verdict: WebhookVerdict, status: Int) {
        let (word, scheme, key, problem): (String, SignatureScheme?, String?, String?) =
            switch verdict {
            case .unsigned: ("unsigned", nil, nil, nil)
            case .genuine(let scheme, let key): ("genuine", scheme, key, nil)
            case .refused(let scheme, let words): ("refused", scheme, nil, words)
            }
        self.init(
            at: moment, time: time, method: request.method, query: request.query, headers: request.headers,
            body: request.bytes, verdict: word, scheme: scheme?.rawValue, key: key, problem: problem, status: status)
    }
}
