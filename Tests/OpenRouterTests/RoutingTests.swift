import DialectKit
import Documents
import Testing

/// openrouter.md §3.1.1 and the paths of §1.
@Suite struct RoutingTests {
    private static let both = "google/gemini-2.5-flash-image"

    static let routes: [(provider: String, served: String?)] = [
        ("{}", "Google AI Studio"), (#"{"only":["google-vertex"]}"#, "Google"),
        (#"{"only":["google-vertex/global"]}"#, "Google"), (#"{"only":null,"ignore":["google-ai-studio"]}"#, "Google"),
        (#"{"ignore":["google-ai-studio","google-vertex"]}"#, nil), (#"{"only":["nobody"]}"#, nil),
        (#"{"order":["google-vertex"]}"#, "Google"), (#"{"order":["nobody"]}"#, "Google AI Studio"),
        (#"{"order":["nobody"],"allow_fallbacks":false}"#, nil),
        (#"{"order":["google-vertex","google-ai-studio"],"ignore":["google-vertex"]}"#, "Google AI Studio"),
        (#"{"sort":"price"}"#, "Google AI Studio"), (#"{"only":[]}"#, "Google AI Studio"),
    ]

    @Test(arguments: routes)
    func `preferences decide who serves`(provider: String, served: String?) throws {
        let parsed = try DialectHarness().image(Self.both, #""provider":\#(provider)"#)
        #expect(parsed.creation?.details?["provider_name"]?.string == served)
        if served == nil { #expect(parsed.trouble == "model modelUnavailable -") }
    }

    @Test func `an endpoint without a tag cannot be pinned, but it can be ignored`() throws {
        let model = "microsoft/mai-image-2.5-pro"
        #expect(try DialectHarness().image(model, #""provider":{"only":["azure"]}"#).creation == nil)
        #expect(try DialectHarness().image(model, #""provider":{"ignore":["azure"]}"#).creation == nil)
        #expect(try DialectHarness().image(model, #""provider":{"order":["azure"]}"#).creation != nil)
    }

    static let paths: [(method: String, path: String, trouble: String?)] = [
        ("POST", "/api/v1/images/generations", "route notFound -"), ("GET", "/", "route notFound -"),
        ("GET", "/api/v1/images/models/", "route notFound -"), ("GET", "/v1/images", "route notFound -"),
        ("GET", "/api/v1/images/models/openai", "route notFound -"),
        ("GET", "/api/v1/images", "route methodNotAllowed -"),
        ("POST", "/api/v1/images/models", "route methodNotAllowed -"), ("HEAD", "/api/v1/images/models", nil),
        ("GET", "/api/v1/images/models/openai/gpt-image-1/endpoints", nil),
        ("GET", "/api/v1/images/models/acme/nothing-1/endpoints", "model notFound -"),
        ("GET", "/api/v1/generation", "fields invalidInput id"), ("GET", "/api/v1/key", nil),
        ("GET", "/api/v1/credits", nil), ("GET", "/api/v1/models", nil),
        ("POST", "/api/v1/models", "route methodNotAllowed -"), ("DELETE", "/api/v1/key", "route methodNotAllowed -"),
    ]

    @Test(arguments: paths)
    func `a path is known or not, and so is its method`(method: String, path: String, trouble: String?) throws {
        #expect(try DialectHarness().parse(method, path).trouble == trouble)
    }

    @Test func `where clients of OpenAI ask, a setting lets pictures be made`() throws {
        let body = #"{"model":"qwen/qwen-image-3","prompt":"a red kite"}"#
        let path = "/api/v1/images/generations"
        #expect(try DialectHarness().parse("POST", path, body: body).trouble == "route notFound -")
        let harness = try DialectHarness(["openai_path": true])
        #expect(harness.parse("POST", path, body: body).creation?.model == "qwen/qwen-image-3")
        #expect(harness.parse("GET", path).problem?.allowed == ["POST"])
    }

    @Test func `a path tells the methods that it has`() throws {
        #expect(try DialectHarness().parse("GET", "/api/v1/images").problem?.allowed == ["POST"])
        #expect(try DialectHarness().parse("PUT", "/api/v1/key").problem?.allowed == ["GET", "HEAD"])
    }

    @Test(arguments: [nil, "Basic abc", "Bearer", "Bearer "])
    func `a key that is missing is told from one that nobody knows`(key: String?) throws {
        let parsed = try DialectHarness().parse("GET", "/api/v1/key", key: key)
        #expect(parsed.trouble == "key unauthenticated -")
        #expect(parsed.problem?.message == "Missing Authentication header")
    }

    @Test func `the catalog needs no key`() throws {
        #expect(try DialectHarness().parse("GET", "/api/v1/images/models", key: nil).credential == .notNeeded)
        #expect(try DialectHarness().dialect.acceptsUnlisted(key: "sk-or-v1-abc"))
        #expect(try !DialectHarness().dialect.acceptsUnlisted(key: "sk-abc"))
    }
}
