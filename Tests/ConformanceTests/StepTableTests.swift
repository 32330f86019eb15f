import Core
import DialectKit
import Documents
import HTTPMessages
import Scenario
import Testing
import UnderstudyServer

/// What a dialect says of its steps and its answers, beside what it does with the requests of the fixtures.
@Suite struct StepTableTests {
    private struct Use: Hashable, CustomStringConvertible {
        var step: Step
        var method: String

        var description: String { "\(step.rawValue) by \(method)" }
    }

    private static let methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]

    /// Every request that a fixture sends, as a node.
    private func requests(of provider: Provider) throws -> [Node] {
        try Fixture.all().filter { $0.provider == provider.rawValue }.flatMap { fixture in
            [fixture.root["request"]].compactMap(\.self)
                + (fixture.root["before"]?.array ?? []).compactMap { $0["send"] }
        }
    }

    private func uses(of node: Node, _ dialect: any Dialect, _ settings: Settings) -> [Use] {
        guard let target = node["path"]?.string else { return [] }
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        var headers: HTTPMessages.Headers = ["content-type": "application/json"]
        for field in node["headers"]?.object ?? [:] { headers.set(field.key.lowercased(), field.value.string ?? "") }
        return Self.methods.compactMap { method in
            let parsed = dialect.parse(
                Request(
                    method: method, path: parts[0], query: parts.count > 1 ? parts[1] : "", headers: headers,
                    body: node["body"]?.json() ?? []), settings: settings)
            if case .rejected(let rejection) = parsed.operation, rejection.stage == .route { return nil }
            // A stream is the answer to a create.
            if case .create(let creation) = parsed.operation, creation.answer == .streamed {
                return Use(step: .stream, method: method)
            }
            return parsed.step.map { Use(step: $0, method: method) }
        }
    }

    @Test(arguments: Provider.allCases)
    func `the steps that a dialect declares are those of its routes`(provider: Provider) throws {
        let dialects = try Dialects()
        let dialect = dialects[provider]
        let settings = Scenario.healthy(vocabulary: dialects.vocabulary).settings[provider] ?? Settings()
        let seen = Set(try requests(of: provider).flatMap { uses(of: $0, dialect, settings) })
        var declared = Set(dialect.steps.flatMap { step, methods in methods.map { Use(step: step, method: $0) } })
        // What the provider sends is no route.
        #expect(declared.contains { $0.step == .webhook } == (dialect.webhooks(settings) != nil))
        declared = declared.filter { $0.step != .webhook }
        #expect(seen.subtracting(declared).map(\.description).sorted() == [], "without a line in the table")
        #expect(declared.subtracting(seen).map(\.description).sorted() == [], "no request is that")
    }

    @Test(arguments: Provider.allCases)
    func `the members of answers about jobs are those that can be left out`(provider: Provider) throws {
        let dialect = try Dialects()[provider]
        // Written, and in no fixture: a chat in a stream, several pictures of a task, and the version of a song.
        let rare: Set = ["delta", "image_urls", "mv"]
        let folders = ["create", "read", "images", "videos", "chat", "streams", "edits", "variations", "cancel"]
        var seen: Set<String> = []
        for fixture in try Fixture.all() where fixture.provider == provider.rawValue {
            let folder = fixture.name.split(separator: "/").dropFirst().first.map(String.init) ?? ""
            let expect = fixture.root["expect"]
            guard folders.contains(folder), (expect?["status"]?.number?.int ?? 500) < 300,
                fixture.root["request"]?["path"]?.string?.contains("/billing/") != true
            else { continue }
            for part in ["body", "events"] { expect?[part].map { collect($0, &seen) } }
        }
        #expect(!seen.isEmpty)
        #expect(seen.subtracting(dialect.jobMembers).sorted() == [], "not declared")
        #expect(dialect.jobMembers.subtracting(seen).subtracting(rare).sorted() == [], "no answer has it")
    }

    private func collect(_ node: Node, _ names: inout Set<String>) {
        for member in node.object ?? [:] {
            names.insert(member.key)
            collect(member.value, &names)
        }
        for item in node.array ?? [] { collect(item, &names) }
    }
}
