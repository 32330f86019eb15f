import Core
import Documents

extension Builder {
    mutating func webhook(_ reading: Reading) -> WebhookEffect {
        var effect = WebhookEffect()
        effect.delay = reading["delay"].flatMap { drawn($0) }
        effect.comesBeforeResponse = reading["before_response"]?.flag ?? false
        effect.aheadOfPoll = reading["ahead_of_poll"]?.duration ?? .zero
        effect.behindPoll = reading["behind_poll"]?.duration ?? .zero
        effect.drop = drop(reading["drop"])
        effect.copies = reading["duplicate"]?.integer ?? 1
        effect.isReordered = reading["reorder"]?.flag ?? false
        effect.burst = reading["burst"]?.integer ?? 1
        effect.signature = reading["signature"]?.text.flatMap { SignatureManner(rawValue: $0) } ?? .valid
        effect.timestampSkew = reading["timestamp_skew"]?.duration ?? .zero
        effect.body = reading["body"]?.text.flatMap { WebhookBody(rawValue: $0) }
        effect.style = reading["body_style"]?.text.flatMap { JSONStyle(rawValue: $0) }
        effect.linkLifetime = reading["url_ttl"]?.duration
        effect.retries = retries(reading["retries"])
        effect.timeout = reading["timeout"]?.duration
        patch(&effect, reading["patch"])
        sign(&effect, reading)
        checkTogether(reading)
        return effect
    }

    private func drop(_ reading: Reading?) -> WebhookEffect.Drop {
        if let event = reading?["event"]?.integer { return .one(event) }
        return reading?.flag == true ? .always : .never
    }

    private func retries(_ reading: Reading?) -> RetrySchedule? {
        if reading?.text == "standard" { return .standard }
        return reading.map { RetrySchedule($0.items.compactMap(\.duration)) }
    }

    private mutating func patch(_ effect: inout WebhookEffect, _ reading: Reading?) {
        effect.patch = reading?["body"]?.node
        for entry in reading?["headers"]?.entries ?? [] {
            if ["host", "content-length", "transfer-encoding", "connection"].contains(entry.key.lowercased()) {
                report("`\(entry.key)` belongs to the connection and cannot be patched", at: entry)
            }
            effect.headers.append(WebhookEffect.Header(name: entry.key, value: entry.value.text))
        }
    }

    /// A secret that its scheme cannot take is told here, where its line is known.
    private mutating func sign(_ effect: inout WebhookEffect, _ reading: Reading) {
        effect.scheme = reading["scheme"]?.text.flatMap { SignatureScheme(rawValue: $0) }
        for item in reading["secrets"]?.items ?? [] {
            guard let secret = secret(item) else { continue }
            effect.secrets.append(secret)
            guard let scheme = effect.scheme else { continue }
            do throws(SecretFault) {
                _ = try SigningKey(secret, for: scheme)
            } catch {
                report("no secret of `\(scheme.rawValue)`: \(error)", at: item)
            }
        }
        if let secrets = reading.entry("secrets"), effect.scheme == SignatureScheme.none {
            report("`scheme: none` signs nothing; leave out `secrets` or choose another scheme", at: secrets)
        }
    }

    private mutating func secret(_ reading: Reading) -> WebhookSecret? {
        if let value = reading["value"]?.text { return WebhookSecret(value) }
        if let variable = reading["env"], let name = variable.text { return secret(inVariable: name, variable) }
        guard let file = reading["file"], let path = file.text else { return nil }
        switch bodyFile(path) {
        case .bytes(let bytes):
            let text = String(decoding: bytes, as: UTF8.self)
            return WebhookSecret(String(text.prefix { $0 != "\n" && $0 != "\r\n" && $0 != "\r" }))
        case .refused(let reason):
            report("`\(shortened(path))` cannot be read: \(reason)", at: file)
            return nil
        }
    }

    mutating func secret(inVariable name: String, _ reading: Reading) -> WebhookSecret? {
        switch environment(name) {
        case .value(let text): return WebhookSecret(text)
        case .refused(let reason):
            report("the environment variable `\(shortened(name))` cannot be used: \(reason)", at: reading)
            return nil
        }
    }

    private mutating func checkTogether(_ reading: Reading) {
        if reading["before_response"]?.flag == true {
            for key in ["delay", "behind_poll", "reorder"] {
                guard let entry = reading.entry(key) else { continue }
                report("`\(key)` holds back what `before_response` sends first; leave one out", at: entry)
            }
        }
        if let behind = reading.entry("behind_poll"), reading["ahead_of_poll"] != nil {
            report("a webhook cannot be ahead of the poll and behind it", at: behind)
        }
        if let entry = reading.entry("timeout"), let timeout = entry.value.duration, timeout < .milliseconds(1) {
            report("a receiver needs at least 1ms", at: entry)
        }
    }
}

/// What came of reading an environment variable that a scenario names.
public enum Variable: Sendable, Equatable {
    case value(String)
    /// Why it is not read, in words: `it is not set`.
    case refused(String)
}
