import Core
import DialectKit
import Digests
import Documents
import Scenario

/// Who a request is, for draws and ids (language.md §6).
struct Identity: Sendable {
    var fingerprint: Fingerprint?
    /// Its number among the requests that are the same, or about the same job at the same step, from 1; 0 before it is counted.
    var attempt: Int
    var drawKey: [UInt8]
    /// What ids, request ids and the length of a job come from.
    var draw: Draw

    /// Of a request that was not counted yet.
    static let unknown = Identity(
        fingerprint: nil, attempt: 0, drawKey: [],
        draw: Draw(seed: 0, rule: "", aspect: "id", name: "unknown", subject: []))

    /// Of a request that is known by what it says.
    init(_ fingerprint: Fingerprint, attempt: Int, seed: Int64, provider: Provider) {
        let key = fingerprint.drawKey(attempt: attempt)
        self.init(
            fingerprint: fingerprint, attempt: attempt, drawKey: key,
            draw: Self.draw(key, seed: seed, provider: provider))
    }

    /// Of a request about a job, or of what belongs to one without being a request of its own: its files and links.
    init(of job: Job, ordinal: Int, _ step: Step, seed: Int64) {
        let id = job.id.utf8Span.span
        var key: [UInt8] = []
        key.append(addingCapacity: id.count + 8) { output in
            output.append(all: id)
            output.append(eightBytes: ordinal)
        }
        if step != .poll { key += Array(step.rawValue.utf8) }
        self.init(
            fingerprint: nil, attempt: ordinal, drawKey: key,
            draw: Self.draw(key, seed: seed, provider: job.provider))
    }

    private init(fingerprint: Fingerprint?, attempt: Int, drawKey: [UInt8], draw: Draw) {
        self.fingerprint = fingerprint
        self.attempt = attempt
        self.drawKey = drawKey
        self.draw = draw
    }

    /// Of the same request, where the id that it would give a job is taken: its earlier attempts were forgotten
    /// (architecture.md §9.5). No two jobs of a sandbox have the same number, so one further try is enough.
    func salted(by number: Int, seed: Int64, provider: Provider) -> Draw {
        var key = drawKey
        key.append(addingCapacity: 8) { $0.append(eightBytes: number) }
        return Self.draw(key, seed: seed, provider: provider)
    }

    /// `req_` and 16 hex digits: follows from the request and its attempt, not from the order of arrival.
    var requestID: String { draw.digits(after: "req_") }

    /// Changes with each attempt; which comes first follows from the request.
    var isOtherTurn: Bool { (attempt % 2 == 0) != (fingerprint?.isOdd ?? false) }

    private static func draw(_ key: [UInt8], seed: Int64, provider: Provider) -> Draw {
        Draw(seed: seed, rule: "", aspect: "id", name: provider.rawValue, subject: key)
    }
}
