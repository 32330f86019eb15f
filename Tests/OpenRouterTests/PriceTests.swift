import Core
import Documents
import Testing

/// openrouter.md §7, with the catalog's prices.
@Suite struct PriceTests {
    private static let font = #""provider":{"options":{"sourceful":{"font_inputs":[{"url":"a"},{"url":"b"}]}}}"#

    static let prices: [(model: String, fields: String, cost: String)] = [
        ("bytedance-seed/seedream-4.5", "", "0.04"), ("bytedance-seed/seedream-4.5", #""n":3"#, "0.12"),
        // A tier has another price; a reference has one of its own.
        ("bytedance-seed/seedream-5-0-pro", #""resolution":"2K""#, "0.045"),
        ("bytedance-seed/seedream-5-0-pro", #""resolution":"4K""#, "0.09"),
        ("bytedance-seed/seedream-5-0-pro", #""size":"4096x4096""#, "0.09"),
        ("bytedance-seed/seedream-5-0-pro", ValidationTests.references(2), "0.051"),
        ("sourceful/riverflow-v2-pro", #""resolution":"4K""#, "0.33"),
        ("sourceful/riverflow-v2-pro", ValidationTests.references(1), "0.35"),
        ("sourceful/riverflow-v2-pro", font, "0.21"),
        // 1024 × 1024 pixels are 1.048576 megapixels.
        ("black-forest-labs/flux.2-klein-4b", "", "0.014680064"),
        ("black-forest-labs/flux.2-pro", ValidationTests.references(1), "0.04645728"),
        // Sixteen tokens of prompt and 272 of a picture: the documented sample of 0.01096.
        ("openai/gpt-image-1", #""quality":"low""#, "0.01096"),
        ("openai/gpt-image-1", #""quality":"high","n":2"#, "0.33288"),
        ("google/gemini-3.1-flash-image", #""resolution":"512""#, "0.045008"),
    ]

    @Test(arguments: prices)
    func `a price follows from its lines`(model: String, fields: String, cost: String) throws {
        // Sixteen tokens at four characters each.
        let prompt = String(repeating: "kite", count: 16)
        #expect(try DialectHarness().image(model, fields, prompt: prompt).creation?.unitPrice.text == cost)
    }

    @Test func `a started token of the prompt counts whole, and models paid by picture count none`() throws {
        func tokens(_ model: String) throws -> Int? {
            try DialectHarness().image(model, prompt: "kites").creation?.details?["prompt_tokens"]?.number?.int
        }
        #expect(try tokens("openai/gpt-image-1") == 2)
        #expect(try tokens("qwen/qwen-image-3") == 0)
    }

    @Test func `a price that a scenario sets is what the answer says`() throws {
        let harness = try DialectHarness()
        let creation = try #require(harness.image("qwen/qwen-image-3").creation)
        let view = harness.view(
            creation, plan: Plan(queued: .zero, running: .zero), price: Money(microdollars: 1_500_000))
        let answer = try harness.dialect.answer(.job(view, for: .create), in: harness.context()).json()
        #expect(answer["usage"]?["cost"]?.number?.text == "1.5")
    }
}
