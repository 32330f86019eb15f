import Basics
import Core
import HTTPMessages
import Journal
import Time

extension WebhookDispatcher {
    /// How many messages came to an inbox so far.
    func inboxTotal(_ name: String) -> Int {
        state.withLock { $0.inbox.total(name) }
    }

    /// Takes a request into an inbox and judges its signature by the scenario's secrets; false when there are too many
    /// inboxes.
    func receive(_ request: Request, inInbox name: String, answering status: Int, _ host: any WebhookHost) -> Bool {
        let present = host.present
        let verdict = WebhookVerifier(host.webhookSecrets).verdict(
            headers: request.headers, body: request.bytes, now: present.stamp.unixSeconds)
        let message = InboxMessage(request, at: present.moment, time: present.time, verdict, status: status)
        let isTaken = withState(of: present.epoch, host) { state in
            guard state.inbox.takes(name) else { return false }
            state.inbox.append(message, to: name)
            return true
        }
        // What a reset overtook is taken, and forgotten with all else.
        return isTaken ?? true
    }

    func inbox(_ name: String) -> Sandbox.InboxView {
        state.withLock { state in
            Sandbox.InboxView(
                messages: state.inbox.messages(name), total: state.inbox.total(name), dropped: state.inbox.dropped)
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
