import Core
import DialectKit
import Documents
import HTTPMessages
import Testing
import Time

/// What a scenario makes of a dialect's answer about a job.
@Suite struct JobChangeEditingTests {
    private let answer = """
        {"id":"job","data":{"status":"running","urls":["http://127.0.0.1/a","http://elsewhere/b"],"poll_url":"http://127.0.0.1/poll","cost":1.50}}
        """

    private func edited(
        _ change: JobChange, polls: Int = 1, age: Duration = .zero, path: [String] = ["data", "status"],
        body: String? = nil
    ) -> String {
        var job = Job(
            id: "job", provider: .getimg, account: "a", created: .zero, plan: Plan(queued: .zero, running: .zero),
            request: Creation(
                model: "m", modality: .image, prompt: "", assets: [], price: .zero, unitPrice: .zero, quantity: .zero,
                typical: .still, answer: .atOnce, charge: .completion),
            price: .zero, base: "http://127.0.0.1", change: change)
        job.polls = polls
        let view = JobView(
            job: job, state: .running, created: Timestamp(unixSeconds: 0), ended: nil, failure: nil, linkExpiry: nil)
        var response = Response(status: 200, body: .bytes(Array((body ?? answer).utf8)))
        change.edit(&response, of: view, age: age, statusPath: path, base: "http://127.0.0.1")
        guard case .bytes(let bytes) = response.body else { return "no bytes" }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `a word that no provider says stands where the state is told`() {
        let change = JobChange(statuses: StatusSequence(words: ["queued", "thinking", "completed"]))
        #expect(edited(change, polls: 2).contains("\"status\":\"thinking\""))
        #expect(edited(change, polls: 1).contains("\"status\":\"running\""), "the provider's own word is its dialect's")
    }

    @Test func `words go by age where they have an interval`() {
        let change = JobChange(statuses: StatusSequence(words: ["warming", "cooling"], interval: .seconds(10)))
        #expect(edited(change, age: .seconds(9)).contains("\"status\":\"warming\""))
        #expect(edited(change, age: .seconds(10)).contains("\"status\":\"cooling\""))
    }

    @Test func `where the state is not told nothing is changed`() throws {
        let change = JobChange(statuses: StatusSequence(words: ["thinking"]))
        #expect(
            try JSONReader.read(Array(edited(change, path: ["state"]).utf8)).root
                == JSONReader.read(Array(answer.utf8)).root)
    }

    @Test func `links are left out, and neither others nor where to poll`() throws {
        let change = JobChange(output: OutputChange(nullsURLs: true))
        let data = try #require(JSONReader.read(Array(edited(change).utf8)).root["data"])
        #expect(data["urls"] == Node(.array([Node(.null), Node(.string("http://elsewhere/b"))])))
        #expect(data["poll_url"]?.string == "http://127.0.0.1/poll")
    }

    @Test func `members are left out wherever they stand`() throws {
        let change = JobChange(output: OutputChange(without: ["cost", "id"]))
        let root = try JSONReader.read(Array(edited(change).utf8)).root
        #expect(root["id"] == nil)
        #expect(root["data"]?["cost"] == nil)
        #expect(root["data"]?["urls"]?.array?.count == 2)
    }

    @Test func `what is no JSON stays as it is`() {
        let change = JobChange(
            statuses: StatusSequence(words: ["thinking"]), output: OutputChange(nullsURLs: true, without: ["id"]))
        #expect(edited(change, body: "<html>") == "<html>")
    }
}
