import Core
import Digests
import HTTPMessages
import Testing

/// The vectors of webhook-conventions.md §3.
struct WebhookSignatureTests {
    private let body = Array(
        #"{"type":"task.completed","timestamp":"2026-11-20T12:00:00Z","data":{"task_id":"task_01","status":"completed","note":"café ☕"}}"#
            .utf8)
    private let current = WebhookSecret("whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=")
    private let previous = WebhookSecret("whsec_ISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0+P0A=")
    private let plain = WebhookSecret("whsec_understudy_test_secret")
    private let seed = WebhookSecret("whsk_" + Base64.encode(Array(1...32)))
    private let b1 = "v1,EsvjVEKlDztBsiP/+8NmzcaqI+tywCITaPF2B5wR1zI="
    private let b2 = "v1,W/VDV1pJm6e8kd0a2xyBWVhPYRuzqT66TRwauC/Seek="

    private func message(_ timestamp: Int64 = 1_795_176_000, id: String = "msg_understudy0001") -> WebhookMessage {
        WebhookMessage(id: id, timestamp: timestamp, body: body, user: "user_0001")
    }

    private func header(
        _ name: String, _ message: WebhookMessage, _ scheme: SignatureScheme, _ secrets: WebhookSecret...,
        manner: SignatureManner = .valid
    ) throws -> String? {
        let keys = try secrets.map { try SigningKey($0, for: scheme) }
        return message.signatureHeaders(scheme, keys: keys, manner: manner).first {
            $0.name.lowercased() == name
        }?.value
    }

    @Test func `the common body is the one that the vectors are for`() {
        #expect(body.count == 129)
        #expect(Hex.encode(SHA256.hash(body)) == "fc7afc65b38a7e4c93cffb1f8bddea829d1c283764f872f9180ea9787506a348")
    }

    @Test func `vector A: the public fixture of Standard Webhooks`() throws {
        let message = WebhookMessage(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330, body: Array(#"{"test": 2432232314}"#.utf8))
        let secret = WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        #expect(
            try header("webhook-signature", message, .standard, secret)
                == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test func `vector B: current and previous key, a second attempt, an empty body, a rotation`() throws {
        let name = "webhook-signature"
        #expect(try header(name, message(), .standard, current) == b1)
        #expect(try header(name, message(), .standard, previous) == b2)
        #expect(
            try header(name, message(1_795_176_005), .standard, current)
                == "v1,lUiWk1JAmHoRq9JE+eOSk9aWjulTz3N2UeeYE0s3mco=")
        var empty = message()
        empty.body = []
        #expect(
            try header(name, empty, .standard, current) == "v1,RuMM+xt+pc6cmTULd9/XrSGbNhoptmo+Nbw56iPkM7o=")
        #expect(try header(name, message(), .standard, current, previous) == "\(b1) \(b2)")
    }

    @Test func `vector C: the asymmetric form`() throws {
        let key = try SigningKey(seed, for: .standardEd25519)
        #expect(Base64.encode(key.publicKey ?? []) == "ebVWLo/mVPlAeLES6KmLp5AfhTrmlb7X4OORC60ElmQ=")
        #expect(
            try header("webhook-signature", message(), .standardEd25519, seed)
                == "v1a,MGnxOALRorkPPu2jeZ4UV6wZRmOxn2bWytp0tUPrD8bUTHNdTYzFLevgf370n49NSGtJAtKId2+BOsouJnrqDQ==")
    }

    @Test func `vectors D and F: Stripe's form, and the same in two headers`() throws {
        let hex = "345981fddd15989c9501972efecb16f310750b00a90a56f07bee6c8180e8f77e"
        #expect(try header("stripe-signature", message(), .stripe, plain) == "t=1795176000,v1=\(hex)")
        #expect(try header("x-webhook-signature", message(), .timestampedHex, plain) == hex)
        #expect(try header("x-webhook-timestamp", message(), .timestampedHex, plain) == "1795176000")
    }

    @Test func `vector E: fal's form`() throws {
        #expect(
            try header("x-fal-webhook-signature", message(id: "req_0001"), .fal, seed)
                == "9f123edfc1411d3f1bf6b40e88fe0eaa5e24fa945f0c4baa4c143dcda6b51c3010efea37d1c09b514176aee5547ec04e69efe37653d89b621b16f3fa07e3fa03"
        )
    }

    @Test func `the plain HMAC of the body`() throws {
        #expect(
            try header("x-hub-signature-256", message(), .hmacBody, plain)
                == "sha256=20c8ed6f3b131bbebc71f32055c315174ab445276de91e32f0823b8ee3cc52e2")
    }

    @Test func `without a scheme or a secret nothing is signed`() throws {
        #expect(message().signatureHeaders(.none, keys: [try SigningKey(plain, for: .stripe)]).isEmpty)
        #expect(message().signatureHeaders(.stripe, keys: []).isEmpty)
    }

    @Test func `a rotated signature has an unknown version first and the newest key last`() throws {
        let items = try #require(
            try header("webhook-signature", message(), .standard, current, previous, manner: .rotated)
        )
        .split(separator: " ").map(String.init)
        #expect(items.count == 3)
        #expect(items[0].hasPrefix("v9,"))
        #expect(Array(items[1...]) == [b2, b1])
        let alone = try #require(try header("stripe-signature", message(), .stripe, plain, manner: .rotated))
        #expect(alone.split(separator: ",").map { $0.prefix(3) } == ["t=1", "v0=", "v1=", "v1="])
        #expect(alone.hasSuffix("345981fddd15989c9501972efecb16f310750b00a90a56f07bee6c8180e8f77e"))
    }

    @Test(arguments: SignatureScheme.allCases.filter { $0 != .none })
    func `every scheme's own verdict: genuine, forged, absent, old, of another key`(scheme: SignatureScheme) throws {
        let secret = scheme == .standardEd25519 || scheme == .fal ? seed : scheme == .standard ? current : plain
        let keys = [try SigningKey(secret, for: scheme)]
        let verifier = WebhookVerifier([secret])
        func verdict(
            _ manner: SignatureManner, now: Int64 = 1_795_176_000, _ verifier: WebhookVerifier? = nil
        ) -> WebhookVerdict {
            var headers = Headers()
            for field in message().signatureHeaders(scheme, keys: keys, manner: manner) {
                headers.append(field.name, field.value)
            }
            return (verifier ?? WebhookVerifier([secret])).verdict(headers: headers, body: body, now: now)
        }
        let id = keys[0].id
        #expect(verdict(.valid) == .genuine(scheme, key: id))
        #expect(verdict(.rotated) == .genuine(scheme, key: id))
        #expect(verdict(.invalid).isRefused)
        #expect(scheme == .hmacBody || scheme == .stripe ? verdict(.absent) == .unsigned : verdict(.absent).isRefused)
        #expect(verdict(.valid, WebhookVerifier([WebhookSecret("another"), previous])).isRefused)
        if scheme != .hmacBody {
            #expect(verdict(.valid, now: 1_795_176_300) == .genuine(scheme, key: id))
            #expect(verdict(.valid, now: 1_795_176_301).isRefused)
            #expect(verdict(.valid, now: 1_795_175_700) == .genuine(scheme, key: id))
            #expect(verdict(.valid, now: 1_795_175_699).isRefused)
        }
        #expect(verifier.verdict(headers: [:], body: body, now: 0) == .unsigned)
    }

    @Test(arguments: [
        (SignatureScheme.standard, "whsec_not base64"), (.standard, "whsec_"), (.standard, "whsec_a-b_"),
        (.standardEd25519, "whsk_AQID"), (.fal, ""), (.stripe, ""), (.timestampedHex, ""),
    ])
    func `a secret that a scheme cannot take is refused, and not repeated`(scheme: SignatureScheme, text: String) throws
    {
        let fault = try #require(throws: SecretFault.self) { try SigningKey(WebhookSecret(text), for: scheme) }
        #expect(!fault.description.isEmpty)
        #expect(text.utf8.count < 7 || !fault.description.contains(text))
    }

    @Test func `a secret never shows itself`() {
        let secret = WebhookSecret("very secret")
        var dumped = ""
        dump([secret], to: &dumped)
        for shown in ["\(secret)", String(reflecting: secret), dumped, "\([secret])"] {
            #expect(!shown.contains("very secret"))
        }
    }

    @Test func `pauses of a schedule are spread by a fifth, and never shorter than the receiver asks`() {
        let schedule = RetrySchedule.standard
        #expect(schedule.pause(before: 1, share: 0.5) == .zero)
        #expect(schedule.pause(before: 2, share: 0) == .seconds(4))
        #expect(schedule.pause(before: 2, share: 0.5) == .seconds(5))
        #expect(schedule.pause(before: 2, share: 1) == .seconds(6))
        #expect(schedule.pause(before: 2, share: 0.5, retryAfter: .seconds(7)) == .seconds(7))
        #expect(schedule.pause(before: 3, share: 0.5, retryAfter: .seconds(7)) == .seconds(300))
        #expect(schedule.pause(before: 2, share: 0.5, retryAfter: .seconds(1_000_000)) == .seconds(24 * 3_600))
        #expect(schedule.pause(before: 11, share: 0.5) == nil)
    }
}

extension WebhookVerdict {
    fileprivate var isRefused: Bool {
        if case .refused(_, let words) = self { !words.isEmpty } else { false }
    }
}
