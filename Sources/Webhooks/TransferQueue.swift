import Core
import Engine
import HTTPMessages
import Journal

/// What the webhook thread has in hand.
struct TransferQueue {
    private struct Job {
        let call: WebhookCall
        let began: ContinuousClock.Instant
        let then: @Sendable (WebhookResult) -> Void
        /// Its name is being looked up.
        var isLookedUp = false

        var deadline: ContinuousClock.Instant { began + call.timeout }
    }

    /// How long the thread waits when nothing is due: a wake comes in between.
    private static let longestWait = 60_000

    private let client: WebhookClient
    private let multi: CurlMulti
    private var waiting = HostLines<(call: WebhookCall, then: @Sendable (WebhookResult) -> Void)>()
    private var jobs: [Int: Job] = [:]
    private var lastNumber = 0
    private var lookups = 0
    private var stopsAt: ContinuousClock.Instant?

    init(client: WebhookClient, multi: CurlMulti) {
        self.client = client
        self.multi = multi
    }

    mutating func take(_ arrivals: [WebhookClient.Arrival]) {
        for arrival in arrivals {
            switch arrival {
            case .call(let call, let then): waiting.append((call, then), to: call.host)
            case .resolved(let number, let address, let found): resolved(number, address, found)
            }
        }
        while jobs.count < client.configuration.parallel,
            let next = waiting.next(atMost: client.configuration.parallelToHost)
        {
            begin(next.call, next.then)
        }
    }

    /// One round: what libcurl can do, who has ended, and then a wait.
    mutating func turn() {
        for (transfer, end) in multi.perform() {
            let outcome: WebhookResult.Outcome =
                switch end {
                case .answered(let status, let headers, let prefix):
                    .answered(status: status, headers: headers, prefix: prefix)
                case .failed(let reason, let detail): .failed(reason, detail: detail)
                }
            finish(transfer.number, outcome, address: transfer.address)
        }
        endLateLookups()
        let canBegin = jobs.count < client.configuration.parallel
        guard !canBegin || !waiting.hasNext(atMost: client.configuration.parallelToHost) else { return }
        multi.wait(atMost: patience)
    }

    /// The program stops: nothing new begins. False when there is nothing left to wait for.
    mutating func closes() -> Bool {
        for call in waiting.removeAll() { call.then(WebhookResult(.abandoned)) }
        let end = stopsAt ?? .now + client.configuration.grace
        stopsAt = end
        return !jobs.isEmpty && .now < end
    }

    mutating func abandonAll() {
        for number in jobs.keys.sorted() {
            multi.remove(number)
            finish(number, .abandoned, address: nil)
        }
        for call in waiting.removeAll() { call.then(WebhookResult(.abandoned)) }
    }

    private mutating func begin(_ call: WebhookCall, _ then: @escaping @Sendable (WebhookResult) -> Void) {
        lastNumber += 1
        let number = lastNumber
        jobs[number] = Job(call: call, began: .now, then: then)
        switch client.guarding.judge(call.url, from: call.sandbox) {
        case .refused(let words): block(number, words)
        case .connect(let address, let addresses): connect(number, address, addresses)
        case .resolve(let address, let name):
            guard lookups < client.configuration.parallel else {
                return finish(number, .failed(.dns, detail: "too many names are being looked up"), address: nil)
            }
            guard client.lookUp(name, of: address, for: number) else {
                return finish(number, .failed(.dns, detail: "there is no thread to look the name up on"), address: nil)
            }
            lookups += 1
            jobs[number]?.isLookedUp = true
        }
    }

    private mutating func resolved(_ number: Int, _ address: WebAddress, _ found: [IPAddress]) {
        lookups -= 1
        guard let job = jobs[number] else { return }
        jobs[number]?.isLookedUp = false
        guard !found.isEmpty else {
            return finish(number, .failed(.dns, detail: "\(address.hostText) has no address"), address: nil)
        }
        switch client.guarding.judge(address, resolved: found, from: job.call.sandbox) {
        case .connect(let address, let addresses): connect(number, address, addresses)
        case .refused(let words): block(number, words)
        case .resolve(_, let name): block(number, "\(name) would have to be looked up twice.")
        }
    }

    private mutating func connect(_ number: Int, _ address: WebAddress, _ addresses: [IPAddress]) {
        guard let job = jobs[number] else { return }
        let order = TransferOrder(
            address, at: addresses, headers: job.call.headers, body: job.call.body,
            limit: Self.milliseconds(job.deadline - .now), keeps: client.configuration.keepsConnections,
            certificates: client.configuration.certificates)
        guard let transfer = Transfer(number, order) else {
            return finish(number, .failed(.refused, detail: "there is no memory for a connection"), address: nil)
        }
        multi.add(transfer)
    }

    private mutating func block(_ number: Int, _ words: String) {
        if let call = jobs[number]?.call {
            client.configuration.warn("The webhook \(call.webhook) of sandbox \(call.sandbox) was blocked. \(words)")
        }
        finish(number, .failed(.blocked, detail: words), address: nil)
    }

    private mutating func finish(_ number: Int, _ outcome: WebhookResult.Outcome, address: String?) {
        guard let job = jobs.removeValue(forKey: number) else { return }
        waiting.ended(at: job.call.host)
        job.then(WebhookResult(outcome, address: address, took: .now - job.began))
    }

    private mutating func endLateLookups() {
        let now = ContinuousClock.now
        for number in jobs.keys.sorted() where jobs[number].map({ $0.isLookedUp && $0.deadline <= now }) ?? false {
            finish(number, .failed(.timeout, detail: "the name was not found in time"), address: nil)
        }
    }

    /// Until the next thing of ours is due; libcurl knows its own deadlines.
    private var patience: Int {
        let lookups = jobs.values.filter(\.isLookedUp).map(\.deadline)
        guard let next = (lookups + [stopsAt].compactMap(\.self)).min() else { return Self.longestWait }
        return min(Self.longestWait, max(1, Self.milliseconds(next - .now)))
    }

    private static func milliseconds(_ span: Duration) -> Int {
        Int(clamping: span.components.seconds) * 1_000 + Int(span.components.attoseconds / 1_000_000_000_000_000)
    }
}

extension WebhookCall {
    /// What its receiver is told from others by; a URL that is none stands for itself.
    fileprivate var host: String {
        // What is wrong with a URL is told when the call begins.
        guard let address = try? WebAddress(url) else { return url }
        return "\(address.hostText):\(address.port)"
    }
}
