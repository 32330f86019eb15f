import Core
import DialectKit
import Documents
import HTTPMessages
import Testing

/// The two shapes of an answer and their headers (lemondata.md §3.1, §3.2).
struct AnswerTests {
    let harness: DialectHarness
    let inline: Creation
    let task: Creation

    init() throws {
        harness = try DialectHarness()
        inline = try #require(harness.image("dall-e-3").creation)
        task = try #require(harness.image("midjourney").creation)
    }

    private let head =
        #"{"created":1795169702,"id":"ldtask_0f3c9a7be21d4c55a1b2c3d4e5f60718","#
        + #""task_id":"ldtask_0f3c9a7be21d4c55a1b2c3d4e5f60718","status":"#
    private let poll = #""poll_url":"/lemondata/v1/tasks/ldtask_0f3c9a7be21d4c55a1b2c3d4e5f60718","#

    /// What follows from the id of the job.
    private let transaction = "txn_cb8aba857d6d"
    private var end: String { #"],"billing_transaction_id":"\#(transaction)"}"# }

    @Test func `inline images are told from a task by what is not there`() {
        let response = harness.answer(inline, .completed, for: .create)
        #expect(
            response.text == #"{"created":1795169702,"data":[{"url":"http://127.0.0.1:4010/lemondata/files/img_"#
                + #"0f3c9a7be21d4c55a1b2c3d4e5f60718/0.png","#
                + #""revised_prompt":"a red apple, in fine detail and soft light"}],"billing_transaction_id":"\#(transaction)"}"#
        )
        #expect(response.headers["x-billing-transaction-id"] == transaction)
        #expect(response.status == 200)
        #expect(response.headers["content-type"] == "application/json")
        #expect(response.headers["x-request-id"] == "req_1")
        #expect(response.headers["x-task-id"] == nil)
    }

    @Test func `base64 takes the place of the address, whatever the number`() throws {
        let pair = try #require(harness.image("flux-schnell", #""n":2,"response_format":"b64_json""#).creation)
        guard case .parts(let parts) = harness.answer(pair, .completed, for: .create).body else {
            Issue.record("no parts")
            return
        }
        #expect(
            parts == [
                .text(#"{"created":1795169702,"data":["#), .text(#"{"b64_json":""#), .base64(asset: 0), .text(#""}"#),
                .text(#",{"b64_json":""#), .base64(asset: 1), .text(#""}"#), .text(end),
            ])
        let revised = try #require(harness.image("dall-e-3", #""response_format":"b64_json""#).creation)
        guard case .parts(let more) = harness.answer(revised, .completed, for: .create).body else {
            Issue.record("no parts")
            return
        }
        #expect(more[3] == .text(#"","revised_prompt":"a red apple, in fine detail and soft light"}"#))
    }

    @Test func `without images base64 is an empty list`() {
        let nothing = Creation(
            model: "flux-schnell", modality: .image, prompt: "a", assets: [], price: .zero, unitPrice: .zero,
            quantity: .zero, typical: .still, answer: .whenEnded, charge: .create, details: "b64_json")
        guard case .parts(let parts) = harness.answer(nothing, .completed, for: .create).body else {
            Issue.record("no parts")
            return
        }
        #expect(parts == [.text(#"{"created":1795169702,"data":["#), .text(end)])
    }

    @Test(arguments: [Job.State.queued, .running])
    func `a task that has not ended shows a placeholder`(state: Job.State) {
        let response = harness.answer(task, state)
        let word = state == .queued ? "pending" : "processing"
        #expect(
            response.text == head + #""\#(word)",\#(poll)"data":[{"url":"","revised_prompt":"a red apple"}]}"#)
        #expect(response.status == 200)
        #expect(response.headers["x-task-id"] == DialectHarness.id)
        #expect(response.headers["x-billing-transaction-id"] == nil)
    }

    @Test func `a completed task shows its images and what it was billed as`() throws {
        let response = harness.answer(task, .completed)
        let transaction = try #require(response.headers["x-billing-transaction-id"])
        #expect(transaction.wholeMatch(of: /txn_[0-9a-f]{12}/) != nil)
        #expect(
            response.text
                == head
                + #""completed",\#(poll)"model":"midjourney","data":[{"url":"http://127.0.0.1:4010/lemondata/files/"#
                + #"ldtask_0f3c9a7be21d4c55a1b2c3d4e5f60718/0.png","revised_prompt":"a red apple"}],"#
                + #""billing_transaction_id":"\#(transaction)"}"#)
    }

    @Test(arguments: [
        (SemanticError.contentPolicy, "Content policy violation", "content_policy_violation"),
        (.generationFailed, "Upstream provider returned an error", "upstream_error"),
        (.providerTimeout, "Upstream request timed out", "timeout_error"),
        (.internalError, "An internal error occurred", "server_error"),
    ])
    func `a failed task is still a 200, and its error a text or an object`(
        error: SemanticError, message: String, code: String
    ) throws {
        let response = harness.answer(task, .failed, failure: .init(error, message: nil))
        #expect(response.text == head + #""failed",\#(poll)"error":"\#(message)","data":[]}"#)
        #expect(response.status == 200)
        #expect(response.headers["x-billing-transaction-id"] == nil)
        let newer = try DialectHarness(["task_error": "object"]).answer(
            task, .failed, failure: .init(error, message: "Mine."))
        #expect(try newer.json()["error"] == ["code": Node(.string(code)), "message": "Mine."])
    }

    @Test func `a cancelled task says so, at once and later`() throws {
        let response = harness.dialect.answer(
            .cancelled(harness.view(task, .failed, isCancelled: true)), in: harness.context(.cancel))
        #expect(
            response.text == #"{"id":"ldtask_0f3c9a7be21d4c55a1b2c3d4e5f60718","#
                + #""task_id":"ldtask_0f3c9a7be21d4c55a1b2c3d4e5f60718",\#(poll)"status":"failed","cancelled":true,"#
                + #""cancellation_status":"cancelled","error":"Task cancelled before execution"}"#)
        let later = harness.answer(task, .failed, isCancelled: true)
        #expect(
            later.text == head + #""failed",\#(poll)"cancelled":true,"cancellation_status":"cancelled","#
                + #""error":"Task cancelled before execution","data":[]}"#)
    }

    @Test(arguments: [
        ("model", "midjourney", "/lemondata/v1/tasks/"), ("model", "flux-pro", "/lemondata/v1/images/generations/"),
        ("tasks", "flux-pro", "/lemondata/v1/tasks/"), ("images", "midjourney", "/lemondata/v1/images/generations/"),
        ("alias", "midjourney", "/lemondata/v1/images/"),
        ("absolute", "flux-pro", "http://127.0.0.1:4010/lemondata/v1/images/generations/"),
    ])
    func `poll_url has the form of its model, or the one of a setting`(
        form: String, model: String, front: String
    ) throws {
        let harness = try DialectHarness(["poll_url": Node(.string(form))])
        let creation = try #require(harness.image(model).creation)
        #expect(try harness.answer(creation, .queued).json()["poll_url"]?.string == front + DialectHarness.id)
    }

    @Test(arguments: [
        ("http://127.0.0.1:4013", ""), ("http://[::1]:4010/lemondata", "/lemondata"),
        ("http://localhost:4010/sandbox/a/lemondata", "/sandbox/a/lemondata"),
    ])
    func `poll_url begins with the path of the base`(base: String, path: String) throws {
        let response = harness.dialect.answer(
            .job(harness.view(task, .queued), for: .poll), in: harness.context(.poll, base: base))
        #expect(try response.json()["poll_url"]?.string == "\(path)/v1/tasks/\(DialectHarness.id)")
    }

    @Test func `an inline job is no task, and its failure an error of the request`() throws {
        let read = harness.answer(inline, .completed)
        #expect(read.status == 404)
        #expect(try read.json()["error"]?["code"] == "async_task_not_found")
        let failed = harness.answer(inline, .failed, for: .create, failure: .init(.contentPolicy, message: "No."))
        #expect(failed.status == 400)
        #expect(try failed.json()["error"]?["message"] == "No.")
    }

    @Test func `models that succeed come first, those with too few samples last, others in the catalog's order`() throws
    {
        let page = try harness.dialect.answer(.catalog(.models(kind: "\n\n\nimage")), in: harness.context(.catalog))
            .json()
        let ids = page["data"]?.array?.compactMap { $0["id"]?.string }
        #expect(
            ids == [
                "gpt-image-2", "dall-e-3", "flux-schnell", "dall-e-2", "flux-pro", "nano-banana-pro", "midjourney",
                "ideogram-v3", "stable-diffusion-3",
            ])
        let plain = harness.dialect.answer(.catalog(.models(kind: nil)), in: harness.context(.catalog))
        #expect(!plain.text.contains("agent_preferences"))
        for name in ["delivery", "poll_style", "provenance", "max_n"] { #expect(!plain.text.contains(name)) }
    }

    @Test func `a task that is over at once has just begun in the answer to its create`() {
        for state in [Job.State.completed, .failed, .running] {
            let response = harness.answer(task, state, for: .create)
            #expect(response.text == harness.answer(task, .queued).text)
            #expect(response.headers["x-billing-transaction-id"] == nil)
        }
    }
}
