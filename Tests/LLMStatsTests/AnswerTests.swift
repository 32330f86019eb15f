import Core
import DialectKit
import Documents
import HTTPMessages
import TestSupport
import Testing

/// The shape of `GenerationResponse` and its headers (llm-stats.md §3.3, §3.4).
struct AnswerTests {
    let harness: DialectHarness
    let pair: Creation
    let clip: Creation

    init() throws {
        harness = try DialectHarness()
        pair = try #require(harness.image(#"{"prompt":"a","aspect_ratio":"16:9"}"#, more: #","n":2"#).creation)
        clip = try #require(harness.video(#"{"prompt":"a"}"#).creation)
    }

    private func link(_ file: String) -> String {
        let text = "gen_5k2m8q4x7c1v9b3n6p0r2t4w/\(file)/1795173302"
        let path = "http://127.0.0.1:4010/llm-stats/v1/assets/gen_5k2m8q4x7c1v9b3n6p0r2t4w/\(file)"
        return "\(path)?exp=1795173302&sig=\(harness.link.signature(of: text))"
    }

    @Test func `a completed image has exactly the documented keys in their order`() throws {
        let response = harness.answer(pair, .completed, for: .poll)
        let media = ["0.png", "1.png"].map {
            #"{"type":"image","url":"\#(link($0))","format":"png","width":1344,"height":768}"#
        }
        #expect(
            response.text
                == #"{"id":"gen_5k2m8q4x7c1v9b3n6p0r2t4w","object":"generation","status":"completed","model":"flux-1.1-pro","#
                + #""created_at":"2026-11-20T10:15:02.114Z","completed_at":"2026-11-20T10:15:08.903Z","#
                + #""output":{"media":[\#(media.joined(separator: ","))]},"usage":{"cost_usd":0.08}}"#)
        #expect(response.status == 200)
        #expect(response.headers["content-type"] == "application/json")
        #expect(response.headers["cache-control"] == "private, max-age=60")
        #expect(response.headers["retry-after"] == nil)
        #expect(response.headers["x-request-id"] == "req_1")
        #expect(response.headers["location"] == nil)
    }

    @Test func `a completed video tells its seconds`() throws {
        let media = try #require(harness.answer(clip, .completed, for: .create).json()["output"]?["media"]?.array)
        #expect(
            media == [
                [
                    "type": "video", "url": Node(.string(link("0.mp4"))), "format": "mp4", "width": 1280, "height": 720,
                    "duration": 8,
                ]
            ])
    }

    @Test(arguments: [Job.State.queued, .running])
    func `a job that has not ended says when to come back`(state: Job.State) throws {
        let response = harness.answer(clip, state, for: .poll)
        #expect(
            response.text
                == #"{"id":"gen_5k2m8q4x7c1v9b3n6p0r2t4w","object":"generation","status":"\#(state.rawValue)","model":"veo-3","#
                + #""created_at":"2026-11-20T10:15:02.114Z","completed_at":null}"#)
        #expect(response.headers["cache-control"] == "no-store")
        #expect(response.headers["retry-after"] == "5")
        #expect(harness.answer(pair, state, for: .poll).headers["retry-after"] == "2")
    }

    @Test func `a failed job costs nothing and is cached like every end`() throws {
        let response = harness.answer(clip, .failed, for: .create, failure: .init(.contentPolicy, message: nil))
        #expect(
            response.text
                == #"{"id":"gen_5k2m8q4x7c1v9b3n6p0r2t4w","object":"generation","status":"failed","model":"veo-3","#
                + #""created_at":"2026-11-20T10:15:02.114Z","completed_at":"2026-11-20T10:15:08.903Z","#
                + #""usage":{"cost_usd":0},"error":{"code":"content_policy","message":"The provider rejected the prompt."}}"#
        )
        #expect(response.status == 200)
        #expect(response.headers["cache-control"] == "private, max-age=60")
    }

    @Test(arguments: [
        (SemanticError.contentPolicy, "content_policy"), (.providerUnavailable, "provider_unavailable"),
        (.providerTimeout, "provider_timeout"), (.generationFailed, "provider_unavailable"),
        (.internalError, "internal_error"), (.invalidInput, "invalid_input"),
    ])
    func `a failed job has a code of the one table and words of its own`(error: SemanticError, code: String) throws {
        let own = harness.answer(clip, .failed, for: .poll, failure: .init(error, message: "Mine."))
        #expect(try own.json()["error"] == ["code": Node(.string(code)), "message": "Mine."])
        let usual = harness.answer(clip, .failed, for: .poll, failure: .init(error, message: nil))
        #expect(try usual.json()["error"]?["message"]?.string == harness.dialect.failureMessage(error))
    }

    @Test func `fire and forget is answered queued, even if the job was instant`() throws {
        let creation = try #require(harness.image(#"{"prompt":"a"}"#, more: #","wait":0"#).creation)
        let response = harness.answer(creation, .completed, for: .create)
        let body = try response.json()
        #expect(body["status"] == "queued")
        #expect(body["completed_at"]?.isNull == true)
        #expect(body["output"] == nil)
        #expect(body["usage"] == nil)
        #expect(response.headers["cache-control"] == "no-store")
        #expect(response.headers["retry-after"] == "2")
        #expect(
            response.headers["location"]
                == "http://127.0.0.1:4010/llm-stats/v1/generations/gen_5k2m8q4x7c1v9b3n6p0r2t4w")
        #expect(try harness.answer(creation, .completed, for: .poll).json()["status"] == "completed")
    }

    @Test func `a setting answers a pending create with 202, nothing else`() throws {
        let harness = try DialectHarness(["pending_create_status": "202"])
        #expect(harness.answer(clip, .running, for: .create).status == 202)
        #expect(harness.answer(clip, .running, for: .poll).status == 200)
        #expect(harness.answer(clip, .completed, for: .create).status == 200)
    }

    @Test func `settings leave out type and size of the artifacts`() throws {
        let harness = try DialectHarness(["media_type_field": false, "media_size_fields": false])
        let media = try #require(
            harness.answer(clip, .completed, for: .poll).json()["output"]?["media"]?.array?.first?.object)
        #expect(media.map(\.key) == ["url", "format", "duration"])
    }

    @Test func `a setting changes when to come back`() throws {
        let harness = try DialectHarness(["retry_after_video": "1500ms"])
        #expect(harness.answer(clip, .running, for: .poll).headers["retry-after"] == "2")
    }

    @Test func `a cost that a scenario gives is the cost that is shown`() throws {
        let view = harness.view(clip, .completed, price: Money(microdollars: 1_234_567))
        #expect(
            try harness.dialect.answer(.job(view, for: .poll), in: harness.context()).json()["usage"]?["cost_usd"]?
                .number?.text
                == "1.234567")
    }

    @Test func `an asset has the type of its format`() throws {
        let view = AssetView(job: harness.view(clip, .completed).job, index: 0, asset: clip.assets[0])
        let response = harness.dialect.answer(.asset(view), in: harness.context())
        #expect(response.status == 200)
        #expect(response.headers["content-type"] == "video/mp4")
        guard case .asset = response.body else {
            Issue.record("the body is no asset")
            return
        }
    }

    @Test func `links last as long as the setting says, from each reading`() throws {
        let harness = try DialectHarness(["asset_ttl": "9s"])
        #expect(harness.dialect.linkLifetime(harness.settings) == .fromReading(.seconds(9)))
    }

    @Test func `the models page lists what can be made, and test models when they are on`() throws {
        let page = try harness.dialect.answer(.catalog(.models(kind: nil)), in: harness.context()).json()
        #expect(page.array?.compactMap { $0["id"]?.string } == ["flux-1.1-pro", "veo-3", "runway-gen4", "gpt-image-1"])
        #expect(page.array?.first?["organization_id"] == "black-forest-labs")
        #expect(page.array?.first?["output_modalities"] == ["image"])
        let more = try DialectHarness(["test_models": true])
        #expect(try more.dialect.answer(.catalog(.models(kind: nil)), in: more.context()).json().array?.count == 7)
        #expect(harness.parse("GET", "/v1/models", key: nil).credential == .notNeeded)
    }
}
