import Core
import DialectKit
import Documents
import Testing

/// Which problem of a request is told, and where (lemondata.md §3.1, §4.4).
struct ValidationTests {
    @Test(arguments: [
        ("", "syntax invalidSyntax -"), ("[]", "syntax invalidSyntax -"), ("{", "syntax invalidSyntax -"),
        ("{}", "fields invalidInput prompt"), (#"{"prompt":null}"#, "fields invalidInput prompt"),
        (#"{"prompt":["a"]}"#, "fields invalidInput prompt"), (#"{"prompt":"a","n":"1"}"#, "fields invalidInput n"),
        (#"{"prompt":"a","n":1.5}"#, "fields invalidInput n"), (#"{"prompt":"a","n":11}"#, "fields invalidInput n"),
        (#"{"prompt":"a","size":1024}"#, "fields invalidInput size"),
        (#"{"prompt":"a","response_format":"png"}"#, "fields invalidInput response_format"),
        (#"{"prompt":"a","async":1}"#, "fields invalidInput async"),
        (#"{"prompt":"a","output_compression":101}"#, "fields invalidInput output_compression"),
        (#"{"prompt":"a","compression":-1}"#, "fields invalidInput compression"),
        (#"{"prompt":"a","moderation":"high"}"#, "fields invalidInput moderation"),
        (#"{"prompt":"a","operation":"paint"}"#, "fields invalidInput operation"),
        (#"{"prompt":"a","background":"blue"}"#, "fields invalidInput background"),
        (#"{"prompt":"a","image_urls":[]}"#, "fields invalidInput image_urls"),
        (#"{"prompt":"a","image_url":"ftp://a/b"}"#, "fields invalidInput image_url"),
        (#"{"prompt":"a","mask_url":7}"#, "fields invalidInput mask_url"),
        (#"{"prompt":"a","negative_prompt":7}"#, "fields invalidInput negative_prompt"),
        (#"{"prompt":"a","expand_prompt":"no"}"#, "fields invalidInput expand_prompt"),
        (#"{"prompt":"a","stream":true}"#, "fields invalidInput stream"),
        (#"{"prompt":"a","model":"nothing-1","n":11}"#, "fields invalidInput n"),
        (#"{"prompt":"a","model":"nothing-1","size":"1x1"}"#, "model modelUnknown model"),
        (#"{"prompt":"a","model":"gpt-4o"}"#, "model modelUnknown model"),
        (#"{"prompt":"a","model":"dall-e-3","n":2}"#, "rules invalidInput n"),
        (#"{"prompt":"a","size":"1x1"}"#, "rules invalidInput size"),
        (#"{"prompt":"a","quality":"low"}"#, "rules invalidInput quality"),
        (#"{"prompt":"a","model":"gpt-image-2","quality":"hd"}"#, "rules invalidInput quality"),
        (#"{"prompt":"a","style":"x"}"#, "rules invalidInput style"),
        (#"{"prompt":"a","model":"nano-banana-pro","size":"large"}"#, "rules invalidInput size"),
        (#"{"prompt":"a","model":"nano-banana-pro","aspect_ratio":"5:4"}"#, "rules invalidInput aspect_ratio"),
        (#"{"prompt":"a","model":"nano-banana-pro","resolution":"1K"}"#, "rules invalidInput resolution"),
    ])
    func `a wrong field is told at its stage`(body: String, trouble: String) throws {
        #expect(try DialectHarness().create(body).trouble == trouble)
    }

    @Test func `a prompt may have 4000 characters, whatever their bytes`() throws {
        let harness = try DialectHarness()
        #expect(harness.create(#"{"prompt":"\#(String(repeating: "ü", count: 4000))"}"#).trouble == nil)
        #expect(
            harness.create(#"{"prompt":"\#(String(repeating: "ü", count: 4001))"}"#).trouble
                == "fields invalidInput prompt")
    }

    @Test(arguments: [
        ("dalle3", "dall-e-3", ["dall-e-3", "dall-e-2"]), ("mj", "midjourney", ["midjourney"]),
        ("flux", "flux-pro", ["flux-pro"]), ("DALLE2", "dall-e-2", ["dall-e-2"]),
        ("Mid-Journey", "midjourney", ["midjourney"]), ("dall-e-4", "dall-e-3", ["dall-e-3", "dall-e-2"]),
        ("gpt-image-3", "gpt-image-2", ["gpt-image-2", "gpt-image-1"]),
    ])
    func `a slip of the pen is noticed`(id: String, meant: String, suggestions: [String]) throws {
        let facts = try #require(try DialectHarness().image(id).problem?.facts)
        guard case .found(let members) = facts else {
            Issue.record("no hints")
            return
        }
        #expect(members["did_you_mean"]?.string == meant)
        #expect(members["suggestions"]?.array?.compactMap { $0["id"]?.string } == suggestions)
    }

    @Test(arguments: ["", "nothing-1", "dall", String(repeating: "d", count: 100_000)])
    func `far from everything there is no suggestion`(id: String) throws {
        guard case .found(let members) = try DialectHarness().image(id).problem?.facts else {
            Issue.record("no hints")
            return
        }
        #expect(members.map(\.key) == ["hint"])
    }

    @Test(
        arguments: [
            ("category=pictures", "fields invalidInput category"), ("category=", "fields invalidInput category"),
            ("tag=", "fields invalidInput tag"), ("provider=", "fields invalidInput provider"),
            ("recommended_for=chat", "fields invalidInput recommended_for"), ("category=image&unknown=1", nil),
            ("category=3d&tag=a&provider=b&recommended_for=3d", nil), ("provider=a%0Ab", nil),
        ] as [(String, String?)])
    func `a list of models is narrowed by known words`(query: String, trouble: String?) throws {
        #expect(try DialectHarness().parse("GET", "/v1/models", query: query).trouble == trouble)
    }

    @Test func `an id may be as strange as it likes`() throws {
        #expect(try DialectHarness().parse("GET", "/v1/models/a%0Ab").trouble == "model modelUnknown -")
    }
}
