import Core
import Scenario

extension Inquiry {
    /// `no_secret_leaks`
    func noSecretLeaks() -> Judgement {
        let allowsDownloads = expectation.text("downloads") == "allow"
        return leaks("No key arrived at a place that it was not meant for.") { $0 != .download || !allowsDownloads }
    }

    /// `authorization_stays_home`: the part of it that speaks of redirects.
    func authorizationStaysHome() -> Judgement {
        leaks("No key arrived where a redirect led to.") { $0 == .redirect }
    }

    private func leaks(_ praise: Sentence, _ isJudged: (Exchange.Leak.Place) -> Bool) -> Judgement {
        guard !exchanges.isEmpty else { return .silent("No request came.") }
        var judgement = Judgement(praise: praise)
        var told: Set<Exchange.Leak.Place> = []
        for exchange in exchanges {
            for leak in exchange.leaks where isJudged(leak.place) {
                // One of each kind is told; all are proof.
                judgement.entries.append(exchange.number)
                guard told.insert(leak.place).inserted else { continue }
                judgement.failures.append("#\(exchange.number): \(leak.place.words).")
                judgement.advice = judgement.advice ?? leak.place.advice
            }
        }
        return judgement
    }
}

extension Exchange.Leak.Place {
    fileprivate var words: String {
        switch self {
        case .query(let name): "the key stood in the query, as `\(name)`: proxies and logs keep addresses"
        case .body: "the key stood in the body"
        case .base(let provider, let key): "a key of \(key.title) was sent to \(provider.title)"
        case .redirect: "the key was sent on to another host, where a redirect led to"
        case .callback: "the key stood in the address of the webhook's receiver"
        case .download: "the key was sent along with a link to a file, which needs none"
        }
    }

    fileprivate var advice: String {
        switch self {
        case .query, .body, .callback: "Send the key in the `Authorization` header alone."
        case .base: "Give each provider its own key: check which variable each client reads."
        case .redirect: "Drop `Authorization` when a redirect leads to another host, or follow no redirects."
        case .download: "Fetch files without the key: whoever keeps the files would learn it."
        }
    }
}
