import Core
import Documents
import Time

extension Builder {
    /// - Parameter providers: those that the rule is for, to tell whether they have the errors it names.
    mutating func effects(_ reading: Reading?, of rule: String, providers: ProviderSet) -> Effects {
        var effects = Effects()
        guard let reading else { return effects }
        effects.named = AspectSet(reading.entries.compactMap { Aspect(rawValue: $0.key)?.slot })
        effects.latency = reading["latency"].flatMap { drawn($0) }
        effects.job = reading["job"].map { job($0) }
        effects.error = reading["error"].flatMap { error($0) }
        effects.httpError = reading["http_error"].flatMap { httpError($0) }
        effects.rateLimit = reading["rate_limit"].flatMap { rateLimit($0, rule) }
        effects.clockSkew = reading["clock_skew"].map { clockSkew($0) }
        effects.visibilityDelay = reading["visibility_delay"]?.duration
        effects.webhook = reading["webhook"].map { webhook($0) }
        effects.providersWithError = having(named(reading["error"]), of: rule, providers)
        effects.providersWithJobError = having(named(reading["job"]?["error"]), of: rule, providers, inJob: true)
        addChanges(of: reading, to: &effects)
        addFault(of: reading, to: &effects)
        effects.signedURL = reading["signed_url"].map { linkTerms($0) }
        effects.asset = reading["asset"].map { asset($0) }
        effects.sse = reading["sse"].map { stream($0) }
        return effects
    }

    private func clockSkew(_ reading: Reading) -> ClockSkew {
        if let skew = reading.duration { return ClockSkew(all: skew) }
        func part(_ key: String) -> Duration { reading[key]?.duration ?? .zero }
        return ClockSkew(date: part("date"), created: part("created"), exp: part("exp"), webhook: part("webhook"))
    }

    /// The reading that names an error, beside which the problem stands.
    func named(_ error: Reading?) -> Reading? {
        error.flatMap { $0.isTable ? $0["name"] : $0 }
    }

    /// The providers that have the error. None of those the rule is for: a problem; some: a remark.
    private mutating func having(
        _ name: Reading?, of rule: String, _ providers: ProviderSet, inJob: Bool = false
    ) -> ProviderSet {
        guard let name, let error = name.text.flatMap({ SemanticError(rawValue: $0) }) else { return .all }
        // Each provider has failed jobs, whatever it calls them.
        if inJob, error == .generationFailed { return .all }
        let having = ProviderSet(vocabulary.providers.filter { $0.value.errors.contains(error) }.keys)
        let lacking = providers.subtracting(having).providers.map(\.rawValue)
        guard !lacking.isEmpty else { return .all }
        let words = "\(Suggestion.list(lacking)) \(lacking.count == 1 ? "has" : "have") no error `\(error.rawValue)`"
        if providers.isDisjoint(with: having) {
            report("\(words), but the rule `\(shortened(rule))` asks for it", at: name)
        } else {
            remark("\(words); the rule `\(shortened(rule))` is skipped there", at: name)
        }
        return having
    }

    private mutating func error(_ reading: Reading) -> ErrorDirective? {
        guard let error = named(reading)?.text.flatMap({ SemanticError(rawValue: $0) }) else { return nil }
        return ErrorDirective(
            error, message: reading["message"]?.text, param: reading["param"]?.text,
            retryAfter: retryAfter(reading["retry_after"]), headers: headers(reading["headers"]))
    }

    private mutating func rateLimit(_ reading: Reading, _ rule: String) -> RateLimitDirective? {
        guard let limit = limit(reading) else { return nil }
        return RateLimitDirective(
            rule: rule, limit: limit,
            per: reading["per"]?.text.flatMap { RateLimitDirective.Per(rawValue: $0) } ?? .account,
            window: reading["window"]?.text.flatMap { LimitWindow(rawValue: $0) } ?? .tokenBucket,
            retryAfter: retryAfter(reading["retry_after"]))
    }

    private mutating func limit(_ reading: Reading) -> RateLimitDirective.Limit? {
        if let always = reading["always"], always.flag == false {
            report("leave `always` out instead", at: always)
        }
        if let rate = reading["requests"]?.rate { return .requests(rate, burst: reading["burst"]?.integer) }
        if let jobs = reading["concurrent_jobs"]?.integer { return .concurrentJobs(jobs) }
        return reading.text == "always" || reading["always"] != nil ? .always : nil
    }

    func retryAfter(_ reading: Reading?) -> RetryAfter {
        if reading?.text == "absent" { return .absent }
        if let seconds = reading?["seconds"]?.integer { return .seconds(seconds) }
        if let milliseconds = reading?["ms"]?.integer { return .milliseconds(milliseconds) }
        if let distance = reading?["http_date"]?.duration { return .httpDate(distance) }
        return reading?["raw"]?.text.map { .raw($0) } ?? .automatic(nil)
    }

    func headers(_ reading: Reading?) -> [HeaderField] {
        (reading?.entries ?? []).compactMap { entry in entry.value.text.map { HeaderField(entry.key, $0) } }
    }
}
