import Core
import DialectKit
import Digests
import Documents
import Scenario
import Time

/// Makes the events of one callback: one, or as many as a `burst` has.
struct WebhookMaker {
    let job: Job
    let url: String
    let profile: WebhookProfile
    /// As the provider writes it.
    let payload: [UInt8]
    /// nil: no rule spoke.
    let decision: Decision?
    let isFailure: Bool
    let loaded: LoadedScenario
    let moment: Moment
    let stamp: Timestamp

    private var effect: WebhookEffect? { decision?.webhook?.effect }
    private var skew: Duration {
        (effect?.timestampSkew ?? .zero) + (decision?.clockSkew?.webhook ?? .zero)
    }

    func events() -> [WebhookEvent] {
        let (scheme, keys) = signing
        let body = body
        return (0..<(effect?.burst ?? 1)).map { ordinal in
            WebhookEvent(
                id: id(ordinal), type: isFailure ? profile.failedType : profile.completedType,
                job: job.key, account: job.account, url: url, body: body, scheme: scheme,
                keys: keys, schedule: effect?.retries ?? profile.schedule, timeout: effect?.timeout ?? profile.timeout,
                created: moment, stamp: stamp, directive: decision?.webhook,
                linkRule: isFailure ? nil : job.linkTerms?.firing?.rule, skew: skew, seed: loaded.scenario.seed)
        }
    }

    /// `msg_` and 16 hex digits; the same in each run, since it follows from the job.
    private func id(_ ordinal: Int) -> String {
        Draw(
            seed: loaded.scenario.seed, rule: "", aspect: "webhook", name: job.provider.rawValue,
            subject: Array("\(job.id) \(ordinal)".utf8)
        ).digits(after: "msg_")
    }

    /// A rule's own secrets, else those of the settings; with none nothing is signed.
    private var signing: (SignatureScheme, [SigningKey]) {
        let scheme = effect?.scheme ?? profile.scheme
        let secrets = effect.flatMap { $0.secrets.isEmpty ? nil : $0.secrets } ?? profile.secrets
        let keys = scheme == .none ? [] : secrets.compactMap { try? SigningKey($0, for: scheme) }
        return keys.isEmpty ? (.none, []) : (scheme, keys)
    }

    /// Patched, in its style, and then cut: what is left is what is signed.
    private var body: [UInt8] {
        guard let effect else { return payload }
        var body = payload
        if effect.patch != nil || effect.style != nil, var tree = (try? JSONReader.read(payload))?.root {
            if let patch = effect.patch { tree = patch.applied(to: tree) }
            body = tree.json(effect.style ?? .compact)
        }
        switch effect.body {
        case nil: return body
        case .empty: return []
        case .truncated: return Array(body.prefix(body.count / 2))
        }
    }
}
