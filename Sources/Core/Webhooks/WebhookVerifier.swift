import Digests
import HTTPMessages

/// What came of looking at a webhook's signature.
public enum WebhookVerdict: Sendable, Equatable {
    /// It has no header that any scheme knows.
    case unsigned
    case genuine(SignatureScheme, key: String)
    /// Why not, for people.
    case refused(SignatureScheme, String)
}

/// Judges webhooks as a careful receiver does.
public struct WebhookVerifier: Sendable {
    /// Seconds that a timestamp may be off, both ways (webhook-conventions.md §1).
    public static let tolerance: Int64 = 300

    private let keys: [SignatureScheme: [SigningKey]]

    /// Takes every secret for every scheme that it can be one of.
    public init(_ secrets: [WebhookSecret]) {
        var keys: [SignatureScheme: [SigningKey]] = [:]
        for scheme in SignatureScheme.allCases where scheme != .none {
            keys[scheme] = secrets.compactMap { try? SigningKey($0, for: scheme) }
        }
        self.keys = keys
    }

    /// - Parameter now: Unix seconds by the receiver's clock.
    public func verdict(headers: Headers, body: [UInt8], now: Int64) -> WebhookVerdict {
        for scheme in [SignatureScheme.stripe, .hmacBody, .fal, .timestampedHex] {
            guard let header = scheme.header, headers[header] != nil else { continue }
            return verdict(scheme, headers, body, now)
        }
        if let list = headers["webhook-signature"] {
            let isAsymmetric = !list.hasPrefix("v1,") && !list.contains(" v1,") && list.contains("v1a,")
            return verdict(isAsymmetric ? .standardEd25519 : .standard, headers, body, now)
        }
        return missingSignature(headers)
    }

    /// The other headers of a scheme without its signature: somebody left it out.
    private func missingSignature(_ headers: Headers) -> WebhookVerdict {
        let marks: [(String, SignatureScheme)] = [
            ("webhook-id", .standard), ("x-webhook-timestamp", .timestampedHex), ("x-fal-webhook-request-id", .fal),
        ]
        guard let scheme = marks.first(where: { headers[$0.0] != nil })?.1 else { return .unsigned }
        return .refused(scheme, "the header `\(scheme.header ?? "")` is missing")
    }

    private func verdict(
        _ scheme: SignatureScheme, _ headers: Headers, _ body: [UInt8], _ now: Int64
    ) -> WebhookVerdict {
        do throws(SignatureFault) {
            let claim = try SignatureClaim(scheme, headers)
            if let timestamp = claim.timestamp { try checkAge(now - timestamp) }
            let message = WebhookMessage(
                id: claim.id, timestamp: claim.timestamp ?? 0, body: body, user: claim.user
            ).signedText(scheme)
            return .genuine(scheme, key: try signer(scheme, claim.signatures, message, body))
        } catch {
            return .refused(scheme, error.words)
        }
    }

    private func checkAge(_ age: Int64) throws(SignatureFault) {
        if age > Self.tolerance { throw SignatureFault("the timestamp is \(age) s old, more than \(Self.tolerance)") }
        if -age > Self.tolerance {
            throw SignatureFault("the timestamp is \(-age) s in the future, more than \(Self.tolerance)")
        }
    }

    private func signer(
        _ scheme: SignatureScheme, _ signatures: [[UInt8]], _ message: [UInt8], _ body: [UInt8]
    ) throws(SignatureFault) -> String {
        guard let keys = keys[scheme], !keys.isEmpty else {
            throw SignatureFault("no secret of the scenario is one of `\(scheme.rawValue)`, so nothing can be verified")
        }
        for key in keys where signatures.contains(where: { key.verifies($0, of: message) }) { return key.id }
        let many = keys.count == 1 ? "the key \(keys[0].id)" : "any of \(keys.count) keys"
        throw SignatureFault(
            "no signature is \(many)'s over these \(body.count) bytes: wrong secret, or other bytes than were signed")
    }
}
