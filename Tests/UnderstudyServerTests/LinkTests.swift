import Core
import Documents
import HTTPMessages
import Testing
import UnderstudyTesting

@testable import UnderstudyServer

/// Links to files as clients of each provider meet them.
@Suite struct LinkTests {
    /// A provider whose finished job a create and a poll tell of.
    struct Client: Sendable, CustomTestStringConvertible {
        var provider: Provider
        var key: String
        var create: String
        var body: String
        var poll: (@Sendable (String) -> String)?
        /// What a dead link answers.
        var expired: Int

        var testDescription: String { "\(provider.rawValue) \(create)" }

        static let all = [
            Client(
                provider: .llmStats, key: "ze_test", create: "/llm-stats/v1/generations",
                body: #"{"model":"flux-1.1-pro","input":{"prompt":"a boat"},"wait":60}"#,
                poll: { "/llm-stats/v1/generations/\($0)" }, expired: 403),
            Client(
                provider: .unifiedTasks, key: "a", create: "/unified-tasks/v1/tasks",
                body: #"{"model":"google/veo-3.1-fast","input":{"prompt":"a boat"}}"#,
                poll: { "/unified-tasks/v1/tasks/\($0)" }, expired: 404),
            Client(
                provider: .lemonData, key: "sk-test", create: "/lemondata/v1/images/generations",
                body: #"{"model":"midjourney","prompt":"a boat"}"#, poll: { "/lemondata/v1/tasks/\($0)" }, expired: 404),
            Client(
                provider: .lemonData, key: "sk-test", create: "/lemondata/v1/images/generations",
                body: #"{"model":"flux-schnell","prompt":"a boat"}"#, expired: 404),
            Client(
                provider: .getimg, key: "sk_test", create: "/getimg/v2/videos/generations",
                body: #"{"model":"seedance-v1-pro","prompt":"a boat"}"#,
                poll: { "/getimg/v2/videos/generations/\($0)" }, expired: 410),
            Client(
                provider: .getimg, key: "sk_test", create: "/getimg/v2/images/generations",
                body: #"{"model":"seedream-5-lite","prompt":"a boat"}"#, expired: 410),
            Client(
                provider: .openRouter, key: "sk-or-test", create: "/openrouter/api/v1/images",
                body: #"{"model":"openai/gpt-image-1","prompt":"a boat"}"#, expired: 404),
        ]

        static let polled = all.filter { $0.poll != nil }
        static let linked = all.filter { $0.provider != .openRouter }
    }

    private struct Answers {
        var created: String
        var polled: String?
        var id: String?
        var link: String? { LinkTests.link(in: polled ?? created) ?? LinkTests.link(in: created) }
    }

    private static func link(in text: String) -> String? {
        let pattern = /"(http:\/\/[^"\/]+\/[^"]*\/(?:files|assets|downloads)\/[^"]+)"/
        return text.firstMatch(of: pattern).map { String($0.output.1) }
    }

    private func request(_ method: String, _ target: String, key: String? = nil, _ body: String = "") -> Request {
        let path = target.hasPrefix("http") ? String(target.drop { $0 != ":" }.dropFirst(3).drop { $0 != "/" }) : target
        let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
        var headers: Headers = ["Host": "127.0.0.1", "Content-Type": "application/json"]
        if let key { headers.append("Authorization", "Bearer \(key)") }
        return Request(
            method: method, path: parts[0], query: parts.count > 1 ? parts[1] : "", headers: headers,
            body: Array(body.utf8))
    }

    private func text(_ received: Received) -> String { String(decoding: received.body, as: UTF8.self) }

    private func play(_ client: Client, _ server: any TestServer) throws -> Answers {
        var answers = Answers(
            created: text(try server.send(request("POST", client.create, key: client.key, client.body))))
        let id = answers.created.firstMatch(of: /"(?:task_)?id":"([^"]+)"/).map { String($0.output.1) }
        answers.id = id
        if let poll = client.poll, let id {
            answers.polled = text(try server.send(request("GET", poll(id), key: client.key)))
        }
        return answers
    }

    /// The link that its finished job has.
    private func link(_ client: Client, _ server: any TestServer) throws -> String {
        let link = try play(client, server).link
        return try #require(link)
    }

    private func status(_ link: String, _ server: any TestServer) throws -> Int {
        try server.send(request("GET", link)).status
    }

    private func scenario(_ rest: String = "") -> String {
        "understudy: 1\nname: t\npace: instant\nclock: { mode: manual, start: 2026-01-01T00:00:00Z }\n\(rest)"
    }

    private func links(_ terms: String) -> String {
        scenario("rules: [{ name: links, on: [create, poll], then: { signed_url: \(terms) } }]")
    }

    /// What the answers of a provider have in them.
    private struct Seen {
        var linked: Set<Step> = []
        var embedded: Set<Step> = []
    }

    private func look(_ server: any TestServer) throws -> [Provider: Seen] {
        var seen: [Provider: Seen] = [:]
        for client in Client.all {
            let answers = try play(client, server)
            if Self.link(in: answers.created) != nil { seen[client.provider, default: Seen()].linked.insert(.create) }
            if let polled = answers.polled, Self.link(in: polled) != nil {
                seen[client.provider, default: Seen()].linked.insert(.poll)
            }
            if hasPicture(answers.created) { seen[client.provider, default: Seen()].embedded.insert(.create) }
        }
        let inline = #"{"model":"flux-schnell","prompt":"a boat","response_format":"b64_json"}"#
        let answer = try server.send(request("POST", "/lemondata/v1/images/generations", key: "sk-test", inline))
        if hasPicture(text(answer)) { seen[.lemonData]?.embedded.insert(.create) }
        return seen
    }

    private func hasPicture(_ text: String) -> Bool { text.contains("\"b64_json\":\"") }

    @Test func `where a dialect says that its answers have links or files, they have, and nowhere else`() throws {
        var seen: [Provider: Seen] = [:]
        try withUnderstudy(.inProcess, scenario: scenario()) { server throws in seen = try look(server) }
        let dialects = try TestDialects.dialects.get()
        for provider in Provider.allCases {
            let files = dialects[provider].files
            #expect(dialects.vocabulary.providers[provider]?.files == files)
            #expect(files.linkedAt.intersection([.create, .poll]) == seen[provider]?.linked, "\(provider)")
            #expect(files.embeddedAt.intersection([.create]) == seen[provider]?.embedded, "\(provider)")
            #expect(files.hasLinks == (dialects[provider].linkLifetime(Settings()) != .none), "\(provider)")
        }
    }

    @Test(arguments: Client.linked)
    func `a link has the life that a rule gives it`(client: Client) throws {
        try withUnderstudy(.inProcess, scenario: links("{ ttl: 5s }")) { server throws in
            let link = try link(client, server)
            #expect(try status(link, server) == 200)
            try server.advance("5s")
            #expect(try status(link, server) == client.expired)
        }
    }

    @Test(arguments: Client.linked)
    func `a link can be dead when it is handed out, and answer as a rule says`(client: Client) throws {
        let terms = "{ born_expired: true, expired: { status: 403, body: s3_xml } }"
        try withUnderstudy(.inProcess, scenario: links(terms)) { server throws in
            let dead = request("GET", try link(client, server))
            let answer = try server.send(dead)
            #expect(answer.status == 403)
            #expect(text(answer).contains("<Code>AccessDenied</Code>"))
        }
    }

    @Test(arguments: Client.polled)
    func `each reading hands out another link, and the older one is over`(client: Client) throws {
        try withUnderstudy(.inProcess, scenario: links("{ rotate: true }")) { server throws in
            try rotate(client, server)
        }
    }

    private func rotate(_ client: Client, _ server: any TestServer) throws {
        let answers = try play(client, server)
        let (first, id) = (try #require(answers.link), try #require(answers.id))
        #expect(try status(first, server) == 200)
        let poll = try #require(client.poll)
        let again = text(try server.send(request("GET", poll(id), key: client.key)))
        let second = try #require(Self.link(in: again))
        #expect(second != first)
        #expect(try status(first, server) == client.expired)
        #expect(try status(second, server) == 200)
    }

    @Test func `the list of tasks tells the links of the latest reading`() throws {
        let client = Client.polled[1]
        try withUnderstudy(.inProcess, scenario: links("{ rotate: true }")) { server throws in
            let link = try link(client, server)
            let list = text(try server.send(request("GET", client.create, key: client.key)))
            #expect(Self.link(in: list) == link)
            #expect(try status(link, server) == 200)
        }
    }

    /// What a suite does before each test.
    private func start(_ seed: Int, _ server: any TestServer) throws {
        let path = "/_understudy/sandboxes/default"
        let headers: Headers = ["Host": "127.0.0.1", "Content-Type": "application/yaml"]
        _ = try server.send(Request(method: "POST", path: path + "/reset", headers: headers))
        let put = Request(
            method: "PUT", path: path + "/scenario", headers: headers, body: Array(scenario("seed: \(seed)").utf8))
        #expect(try server.send(put).status == 200)
    }

    @Test(arguments: Client.linked)
    func `the first test of a suite gets the same links as the same test later`(client: Client) throws {
        try withUnderstudy(.inProcess, scenario: scenario()) { server throws in
            try start(3, server)
            let first = try link(client, server)
            for seed in [4, 5, 3] { try start(seed, server) }
            #expect(try link(client, server) == first)
        }
    }

    @Test(arguments: Client.linked)
    func `a link stays good when another scenario is loaded`(client: Client) throws {
        try withUnderstudy(.inProcess, scenario: scenario("seed: 1")) { server throws in
            let link = try link(client, server)
            let headers: Headers = ["Host": "127.0.0.1", "Content-Type": "application/yaml"]
            for seed in 2...12 {
                let put = Request(
                    method: "PUT", path: "/_understudy/sandboxes/default/scenario", headers: headers,
                    body: Array(scenario("seed: \(seed)").utf8))
                #expect(try server.send(put).status == 200)
                #expect(try status(link, server) == 200)
            }
        }
    }
}
