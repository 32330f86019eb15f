import Core
import DialectKit
import Documents
import HTTPMessages
import Testing
import Time

/// The documents of openrouter.md §3.
@Suite struct AnswerTests {
    @Test func `pictures stand in the document, with what they cost`() throws {
        let harness = try DialectHarness()
        let creation = try #require(harness.image("bytedance-seed/seedream-4.5", #""n":2"#).creation)
        let response = harness.answer(creation)
        #expect(response.status == 200)
        #expect(response.headers["X-Generation-Id"] == "gen-5k2m8q4x7c1v5k2m8q4x")
        #expect(
            response.text == """
                {"created":1795176000,"data":[{"b64_json":"<base64 of file 1>","media_type":"image/png"},\
                {"b64_json":"<base64 of file 2>","media_type":"image/png"}],\
                "usage":{"prompt_tokens":0,"completion_tokens":8350,"total_tokens":8350,"cost":0.08,"is_byok":false,\
                "prompt_tokens_details":{"cached_tokens":0},"cost_details":{"upstream_inference_cost":0.08,\
                "upstream_inference_prompt_cost":0,"upstream_inference_completions_cost":0.08},\
                "completion_tokens_details":{"reasoning_tokens":0,"image_tokens":8350}}}
                """)
    }

    @Test func `settings leave out what the provider may leave out`() throws {
        func text(_ settings: Node) throws -> String {
            let harness = try DialectHarness(settings)
            return harness.answer(try #require(harness.image("qwen/qwen-image-3").creation)).text
        }
        #expect(try !text(["media_type": false]).contains("media_type"))
        #expect(try !text(["usage": "absent"]).contains("usage"))
        #expect(try text(["usage": "null_cost"]).contains(#""cost":null}"#))
        #expect(try text(["usage": "basic"]).contains(#""cost":0.03}"#))
    }

    @Test func `what a scenario sets as the price is divided too, the prompt first`() throws {
        let harness = try DialectHarness()
        let creation = try #require(harness.image("openai/gpt-image-1").creation)
        func details(_ price: Money?) throws -> Node? {
            let view = harness.view(creation, plan: Plan(queued: .zero, running: .zero), price: price)
            return try harness.dialect.answer(.job(view, for: .create), in: harness.context()).json()["usage"]?[
                "cost_details"]
        }
        func costs(_ price: Money?) throws -> [String] {
            let details = try #require(try details(price)?.object)
            return details.compactMap { $0.value.number?.text }
        }
        // Three tokens of text at $0.000005 each.
        #expect(try costs(nil) == ["0.042255", "0.000015", "0.04224"])
        #expect(try costs(Money(microdollars: 5_000)) == ["0.005", "0.000015", "0.004985"])
        #expect(try costs(Money(microdollars: 4)) == ["0.000004", "0.000004", "0"])
    }

    @Test func `a failed generation is an error, with the prompt that was flagged`() throws {
        let harness = try DialectHarness()
        let creation = try #require(harness.image("openai/gpt-image-1").creation)
        let plan = Plan(queued: .zero, running: .zero, outcome: .failed(.contentPolicy, message: nil))
        let response = harness.answer(creation, plan: plan)
        #expect(response.status == 403)
        #expect(response.text.contains(#""flagged_input":"a red kite""#))
    }

    private func platformModels(_ query: String) throws -> Node {
        let harness = try DialectHarness()
        let parsed = harness.parse("GET", "/api/v1/models", query: query)
        guard case .catalog(let page) = parsed.operation else { throw Missing() }
        return try harness.dialect.answer(.catalog(page), in: harness.context(.catalog)).json()
    }

    @Test(arguments: [
        ("", 3), ("output_modalities=image", 18), ("output_modalities=all", 18), ("output_modalities=text,image", 18),
        ("output_modalities=video", 0), ("output_modalities=image&q=GEMINI", 3),
        ("output_modalities=image&input_modalities=image", 16), ("output_modalities=image&output_modalities=text", 18),
    ])
    func `the list of all models is narrowed as asked, and to those that speak where nobody asks`(
        query: String, count: Int
    ) throws {
        let list = try platformModels(query)
        #expect(list["data"]?.array?.count == count)
        #expect(list["total_count"]?.number?.int == count)
        #expect(list["links"]?["next"]?.isNull == true)
    }

    @Test func `an entry of the list has prices as texts`() throws {
        let list = try platformModels("output_modalities=image&q=openai/gpt-image-1-mini")
        let model = try #require(list["data"]?.array?.first)
        #expect(model["pricing"]?["prompt"]?.string == "0.000002")
        #expect(model["pricing"]?["completion"]?.string == "0")
        #expect(model["architecture"]?["modality"]?.string == "text+image->image")
        #expect(model["links"]?["details"]?.string == "/openrouter/api/v1/models/openai/gpt-image-1-mini/endpoints")
    }

    @Test func `the model list has all eight fields of every model`() throws {
        let harness = try DialectHarness()
        let list = try harness.dialect.answer(.catalog(.models(kind: nil)), in: harness.context(.catalog)).json()
        let models = try #require(list["data"]?.array)
        #expect(models.count == 18)
        for model in models {
            #expect(
                model.object?.map(\.key) == [
                    "id", "name", "description", "created", "architecture", "supported_parameters",
                    "supports_streaming", "endpoints",
                ])
        }
        #expect(
            models[0]["endpoints"]?.string
                == "/openrouter/api/v1/images/models/bytedance-seed/seedream-4.5/endpoints")
        #expect(models.last?["supported_parameters"]?.object?.isEmpty == true)
    }

    @Test func `at the root of a port the addresses have no prefix`() throws {
        let harness = try DialectHarness()
        var context = harness.context(.catalog)
        context.base = "http://127.0.0.1:4013"
        let list = try harness.dialect.answer(.catalog(.models(kind: nil)), in: context).json()
        #expect(
            list["data"]?.array?.first?["endpoints"]?.string
                == "/api/v1/images/models/bytedance-seed/seedream-4.5/endpoints")
    }

    @Test func `endpoints show prices, a variant only where there is one, and no tag as null`() throws {
        let harness = try DialectHarness()
        func page(_ id: String) -> String {
            harness.dialect.answer(.catalog(.model(id)), in: harness.context(.catalog)).text
        }
        #expect(
            page("bytedance-seed/seedream-5-0-pro").contains(
                #"{"billable":"output_image","unit":"image","cost_usd":0.09,"variant":"high_resolution"}"#))
        #expect(page("google/gemini-2.5-flash-image").contains(#""cost_usd":0.0000003}"#))
        #expect(page("microsoft/mai-image-2.5-pro").contains(#""provider_tag":null"#))
        #expect(page("meta/muse-image") == #"{"id":"meta/muse-image","endpoints":[]}"#)
    }

    @Test func `credits are what is left and what is spent`() throws {
        let harness = try DialectHarness()
        let account = AccountView(
            name: "a", balance: Money(microdollars: 74_750_000), created: harness.now,
            spent: Money(microdollars: 25_750_000), page: "credits")
        let response = harness.dialect.answer(.balance(account), in: harness.context(.account))
        #expect(response.text == #"{"data":{"total_credits":100.5,"total_usage":25.75}}"#)
    }

    @Test func `a key shows its ends, and a limit where it has one`() throws {
        let harness = try DialectHarness()
        guard
            case .account(let page) = harness.parse("GET", "/api/v1/key", key: "Bearer sk-or-v1-abcdefghxyz").operation
        else { throw Missing() }
        let account = AccountView(
            name: "a", balance: Money(microdollars: 74_500_000), created: harness.now,
            spent: Money(microdollars: 25_500_000), page: page)
        let limited = try harness.dialect.answer(.balance(account), in: harness.context(.account)).json()
        #expect(limited["data"]?["label"]?.string == "sk-or-v1-abc...xyz")
        #expect(limited["data"]?["limit"]?.number?.text == "100")
        #expect(limited["data"]?["limit_remaining"]?.number?.text == "74.5")
        var unlimited = account
        unlimited.isUnlimited = true
        let open = try harness.dialect.answer(.balance(unlimited), in: harness.context(.account)).json()
        #expect(open["data"]?["limit"]?.isNull == true)
    }

    @Test func `a generation is told of once it has ended`() throws {
        let harness = try DialectHarness()
        let creation = try #require(harness.image("bytedance-seed/seedream-4.5").creation)
        let plan = Plan(queued: .seconds(1), running: .seconds(2))
        #expect(harness.answer(creation, plan: plan, for: .poll).status == 404)
        let done = try harness.answer(creation, plan: plan, at: .zero + .seconds(3), for: .poll).json()
        #expect(done["data"]?["total_cost"]?.number?.text == "0.04")
        #expect(done["data"]?["created_at"]?.string == "2026-11-20T12:00:00.000000+00:00")
        #expect(done["data"]?["generation_time"]?.number?.int == 3000)
        #expect(done["data"]?["provider_name"]?.string == "Seed")
        var cancelled = plan
        cancelled.cancelled = .zero + .seconds(1)
        let gone = try harness.answer(creation, plan: cancelled, at: .zero + .seconds(3), for: .poll).json()
        #expect(gone["data"]?["cancelled"]?.bool == true)
        #expect(gone["data"]?["total_cost"]?.number?.int == 0)
    }
}

struct Missing: Error {}
