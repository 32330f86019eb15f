import Core
import DialectKit
import Documents
import HTTPMessages
import TestSupport
import Testing
import Time

/// The documents of getimg.md §3.
struct AnswerTests {
    let harness: DialectHarness
    let still: Creation
    let clip: Creation

    init() throws {
        harness = try DialectHarness()
        still = try #require(harness.image(#"{"model":"seedream-5-lite","prompt":"a","output_format":"png"}"#).creation)
        clip = try #require(
            harness.video(#"{"model":"seedance-v1-5-pro","prompt":"a","resolution":"1080p","sound":true}"#).creation)
    }

    private var link: String {
        let text = "req-01JD4Z8QK3W7N5X2V9T6R0PABC/0/1795256102"
        let path = "http://127.0.0.1:4010/getimg/v2/downloads/req-01JD4Z8QK3W7N5X2V9T6R0PABC/0"
        return "\(path)?exp=1795256102&sig=\(harness.link.signature(of: text))"
    }

    @Test func `an image is completed in the answer to its request`() throws {
        let response = harness.answer(still, .completed, for: .create)
        #expect(response.status == 200)
        #expect(
            response.text
                == #"{"id":"req-01JD4Z8QK3W7N5X2V9T6R0PABC","status":"completed","model":"seedream-5-lite","data":[{"url":"\#(link)","#
                + #""width":2048,"height":2048,"mime_type":"image/png","deletes_at":"2026-11-21T10:15:02.000Z"}],"#
                + #""usage":{"total_cost":0.035,"billable_unit":"image","unit_price":0.035,"quantity":1}}"#)
    }

    @Test func `a completed video tells its seconds, frames and sound`() throws {
        let response = harness.answer(clip, .completed, for: .poll)
        #expect(response.status == 200)
        #expect(
            response.text
                == #"{"id":"req-01JD4Z8QK3W7N5X2V9T6R0PABC","status":"completed","model":"seedance-v1-5-pro","data":[{"url":"\#(link)","#
                + #""width":1920,"height":1080,"duration":5,"fps":24,"has_sound":true,"mime_type":"video/mp4","#
                + #""deletes_at":"2026-11-21T10:15:02.000Z"}],"#
                + #""usage":{"total_cost":0.25,"billable_unit":"video_second","unit_price":0.05,"quantity":5}}"#)
    }

    @Test(arguments: [Job.State.queued, .running, .completed, .failed])
    func `a video is accepted with two fields, whatever its state`(state: Job.State) {
        let response = harness.answer(clip, state, for: .create)
        #expect(response.status == 202)
        #expect(response.text == #"{"id":"req-01JD4Z8QK3W7N5X2V9T6R0PABC","status":"pending"}"#)
    }

    @Test(arguments: [Job.State.queued, .running])
    func `a video that has not ended is pending`(state: Job.State) {
        let response = harness.answer(clip, state, for: .poll)
        #expect(response.status == 200)
        #expect(response.text == #"{"id":"req-01JD4Z8QK3W7N5X2V9T6R0PABC","status":"pending"}"#)
    }

    @Test func `a failed video says why and nothing else`() {
        let response = harness.answer(clip, .failed, for: .poll, failure: .init(.contentPolicy, message: nil))
        #expect(response.status == 200)
        #expect(
            response.text
                == #"{"id":"req-01JD4Z8QK3W7N5X2V9T6R0PABC","status":"failed","error":{"code":"content_policy_violation","#
                + #""message":"The generation was blocked by the content policy."}}"#)
    }

    @Test(arguments: [
        (SemanticError.contentPolicy, 400, "content_policy_violation"), (.generationFailed, 502, "provider_error"),
        (.overloaded, 503, "service_unavailable"),
    ])
    func `an image that fails is an error of its request`(error: SemanticError, status: Int, code: String) throws {
        let response = harness.answer(still, .failed, for: .create, failure: .init(error, message: nil))
        #expect(response.status == status)
        #expect(try response.json()["error"]?["code"]?.string == code)
    }

    @Test func `an image has no status to read`() {
        #expect(harness.answer(still, .completed, for: .poll).status == 404)
    }

    @Test func `a setting hides the size of files`() throws {
        let harness = try DialectHarness(["null_dimensions": true])
        let item = try #require(harness.answer(clip, .completed, for: .poll).json()["data"]?.array?.first)
        #expect(item["width"]?.isNull == true)
        #expect(item["height"]?.isNull == true)
        #expect(item["duration"] == 5)
    }

    @Test func `links end with their file, as the setting says`() throws {
        let harness = try DialectHarness(["file_ttl": "9s"])
        #expect(harness.dialect.linkLifetime(harness.settings) == .fromEnd(.seconds(9)))
    }

    @Test func `a download has the type of its file`() {
        let view = AssetView(job: harness.view(still, .completed).job, index: 0, asset: still.assets[0])
        let response = harness.dialect.answer(.asset(view), in: harness.context(.download))
        #expect(response.status == 200)
        #expect(response.headers["content-type"] == "image/png")
        guard case .asset = response.body else {
            Issue.record("the body is no asset")
            return
        }
    }

    @Test func `a model is listed as documented, prices as strings`() {
        let response = harness.dialect.answer(.catalog(.model("seedream-5-lite")), in: harness.context(.catalog))
        #expect(
            response.text
                == #"{"id":"seedream-5-lite","name":"Seedream 5 Lite","type":"image","created_at":"2026-03-02T00:00:00.000Z","#
                + #""supported_aspect_ratios":["1:1","16:9","9:16","2:3","3:2","4:3","3:4"],"supported_resolutions":["2K","1K"],"#
                + #""supported_durations":[],"supported_references":{"reference_image":8},"supports_sound":false,"#
                + #""pricing":{"currency":"USD","rates":[{"billable_unit":"image","unit_price":"0.035","resolution":null,"#
                + #""sound":"not_applicable"}]}}"#)
        #expect(response.headers["x-ratelimit-limit"] == nil)
    }

    @Test(arguments: [(nil, 11), ("image", 8), ("video", 3)] as [(String?, Int)])
    func `the models page is a bare array`(kind: String?, count: Int) throws {
        let page = try harness.dialect.answer(.catalog(.models(kind: kind)), in: harness.context(.catalog)).json()
        #expect(page.array?.count == count)
    }

    @Test func `the balance is a string with cents`() {
        let account = AccountView(name: "a", balance: Money(microdollars: 12_340_000), created: harness.now)
        let response = harness.dialect.answer(.balance(account), in: harness.context(.account))
        #expect(response.text == #"{"balance":"12.34","currency":"USD"}"#)
    }

    @Test func `costs are numbers, day by day`() {
        let costs = CostsView(
            from: Timestamp(unixSeconds: 1_795_046_400), to: Timestamp(unixSeconds: 1_795_219_199),
            days: [
                .init(date: "2026-11-19", cost: .zero), .init(date: "2026-11-20", cost: Money(microdollars: 285_000)),
            ])
        let response = harness.dialect.answer(.costs(costs), in: harness.context(.account))
        #expect(
            response.text
                == #"{"currency":"USD","start":"2026-11-19T00:00:00.000Z","end":"2026-11-20T23:59:59.000Z","total_cost":0.285,"#
                + #""data":[{"date":"2026-11-19","cost":0},{"date":"2026-11-20","cost":0.285}]}"#)
    }
}
