import Core
import Documents
import Foundation
import HTTPMessages
import TestSupport
import Testing
import UnderstudyTesting

/// What `explain` says is what the journal records and what the wire shows (language.md §2.5), for generated rules and for requests
/// of every step of every provider.
@Suite struct ExplainedRulesTests {
    /// A request that its provider accepts.
    private struct Usual {
        var provider: String
        var step: String
        var method = "GET"
        var path: String
        var key: String?
        var body: String?
        /// What is said of it to `explain`, beside provider and step.
        var said: [(String, String)] = []
    }

    private struct Case {
        var rules: [String]
        var text: String

        /// Whether a rule of it may never act: one for OpenRouter or for two providers at a step or about things that they lack, an
        /// item of a sequence apart, or one behind a rule that always acts. A file of other rules is good.
        var mayBeRefused: Bool {
            rules.indices.contains { index in
                let rule = rules[index]
                let lacks =
                    rule.contains("provider: openrouter")
                    || rule.contains("provider: [") && rule.contains("on: stream")
                return lacks || rules[..<index].contains { !$0.contains("when:") && !$0.contains("sequence:") }
            }
        }
    }

    /// Aspects by the step at which a rule may name them; `any` are for all steps of requests.
    private static let aspects: [String: [String]] = [
        "any": [
            "latency: 1s", "error: internal_error", "error: rate_limited", "http_error: 418",
            "redirect: { status: 307 }",
            "replace: { headers: { X-Replaced: yes } }", "patch: { headers: { X-Patched: yes } }", "rate_limit: always",
            "clock_skew: 1h", "empty_response: true", "connection_reset: { commit: true }",
            "bandwidth: { rate: 1MB/s }", "rate_limit: { requests: 1000/1s }", "rate_limit: { requests: 1/1h }",
        ],
        "create": [
            "job: { cost: 0.5 }", "job: { polls: 1 }", "asset: { headers: { X-File: yes } }", "signed_url: { ttl: 1h }",
            "visibility_delay: 0",
        ],
        "stream": ["sse: { comment_first: true }"],
        "poll": ["signed_url: { ttl: 1h }", "asset: { headers: { X-File: yes } }"],
        "download": ["asset: { headers: { X-File: yes } }", "signed_url: { ttl: 1h }"],
        "connect": ["timeout: 1s", "close_idle: 5s", "close_on_reuse: fin"],
    ]

    private static let whens = [
        "", "", "", "when: { every: 2 }, ", "when: { times: 1 }, ", "when: { after: 1, times: 2 }, ",
        "when: { per: account, times: 2 }, ",
    ]
    private static let matches = [
        "", "", "", "match: { provider: [llm-stats, getimg] }, ", "match: { provider: openrouter }, ",
        "match: { method: [POST, GET] }, ", "match: { path: \"*\" }, ", "match: { header.x-none: { exists: false } }, ",
    ]

    private static func cases(_ count: Int) -> [Case] {
        var random = SeededNumbers(7)
        return (0..<count).map { number in
            let rules = (0..<Int.random(in: 1...3, using: &random)).map { place in
                let steps = ["any", "any", "any", "create", "create", "stream", "poll", "download", "connect"]
                let step = steps.randomElement(using: &random)!
                if step == "connect" {
                    let when = ["", "when: { every: 2 }, ", "when: { times: 1 }, "].randomElement(using: &random)!
                    let fault = aspects[step]!.randomElement(using: &random)!
                    return "{ name: c\(number) r\(place), on: connect, \(when)then: { \(fault) } }"
                }
                var pool = aspects["any"]!
                pool += step == "any" ? ["asset: { headers: { X-File: yes } }"] : aspects[step]! + aspects[step]!
                // Where there is no create, there is nothing to commit.
                if !["any", "create", "stream"].contains(step) {
                    pool = pool.map { $0.replacingOccurrences(of: "{ commit: true }", with: "true") }
                }
                let aspect = (0..<Int.random(in: 1...3, using: &random)).map { _ in pool.randomElement(using: &random)!
                }
                // One of a kind: the keys of a mapping come once, and one fault alone may end the exchange.
                var kinds: Set<String> = []
                let then = aspect.filter { text in
                    let key = text.prefix { $0 != ":" }
                    let kind = key == "empty_response" || key == "connection_reset" ? "fault" : String(key)
                    return kinds.insert(kind).inserted
                }
                let items = ["pass", "429", "internal_error", "{ latency: 1s }", "{ http_error: 418 }"]
                let sequence =
                    "sequence: [" + (0..<3).map { _ in items.randomElement(using: &random)! }.joined(separator: ", ")
                    + "]"
                if Int.random(in: 0..<6, using: &random) == 0 {
                    return "{ name: c\(number) r\(place), then: { \(sequence) } }"
                }
                let on = step == "any" ? "" : "on: \(step), "
                return "{ name: c\(number) r\(place), \(on)\(matches.randomElement(using: &random)!)"
                    + "\(whens.randomElement(using: &random)!)then: { \(then.joined(separator: ", ")) } }"
            }
            let text = "understudy: 1\nname: case-\(number)\nclock: auto\npace: instant\nrules:\n"
            return Case(rules: rules, text: text + rules.map { "  - \($0)\n" }.joined())
        }
    }

    @Test func `what explain says is what the journal records and the wire shows`() throws {
        // Links outlive the many seconds that the clock jumps over.
        let lives =
            "accounts: [{ name: tester, keys: [ze_test, sk-test, sk_test, sk-or-test] }]\n"
            + "settings: { llm-stats: { asset_ttl: 3650d }, getimg: { file_ttl: 3650d } }\n"
        let healthy = "understudy: 1\nname: healthy\nclock: auto\npace: instant\n" + lives
        try withUnderstudy(.overHTTP, scenario: healthy) { server in
            let requests = try usual(server)
            #expect(Set(requests.map(\.step)).count == 7)
            var (loaded, compared, decided) = (0, 0, 0)
            for one in Self.cases(1_000) {
                let put = try server.send(
                    Request(
                        method: "PUT", path: "/_understudy/sandboxes/default/scenario",
                        headers: ["host": "127.0.0.1", "content-type": "application/yaml"],
                        body: Array((one.text + lives).utf8)))
                guard put.status == 200 else {
                    let words = String(decoding: put.body, as: UTF8.self)
                    let isNothing = one.text.contains("sequence: [pass, pass, pass]")
                    #expect(
                        words.contains("can never act") && one.mayBeRefused
                            || words.contains("does nothing") && isNothing,
                        "\(one.text)\(words)")
                    continue
                }
                loaded += 1
                for usual in requests.shuffled(by: loaded).prefix(3) {
                    decided += try compare(usual, under: one, on: server)
                    compared += 1
                }
            }
            #expect(loaded > 500 && compared > 1_500 && decided > 1_000, "\(loaded) \(compared) \(decided)")
        }
    }

    private struct Fired: Hashable {
        var rule: String
        var aspect: String
    }

    /// How many aspects were decided.
    private func compare(_ usual: Usual, under one: Case, on server: any TestServer) throws -> Int {
        // Nothing of a connection is looked at which a rule ends.
        let ofConnection = try explained(usual, on: "connect", by: server)
        let isEnded = ofConnection.decides.contains { $0.aspect == "timeout" }
        let ofRequest = isEnded ? (decides: [], masked: [:]) : try explained(usual, on: usual.step, by: server)
        let explained = ofConnection.decides.union(ofRequest.decides)
        let masked = ofConnection.masked.merging(ofRequest.masked) { $1 }
        let answer = try send(usual, to: server)
        let log = "/_understudy/sandboxes/default/requests"
        let total = try #require(try server.get(log + "?limit=1").json["total"]?.number?.int)
        let entry = try #require(try server.get(log + "?after=\(total - 1)").json["requests"]?.array?.last)
        let own = one.text.split(separator: "\n")[1].dropFirst("name: case-".count)
        // What an earlier scenario, or an earlier step of this one, left with the job.
        func isOwn(_ fired: Fired) -> Bool {
            fired.rule.hasPrefix("c\(own) ")
                && (explained.contains(fired) || !["asset", "signed_url"].contains(fired.aspect))
        }
        let shown = Set((entry["rules"]?.array ?? []).map(Self.fired)).filter(isOwn)
        var unseen: [Fired: String] = [:]
        for line in entry["unseen_rules"]?.array ?? [] where isOwn(Self.fired(line)) {
            unseen[Self.fired(line)] = line["reason"]?.string ?? ""
        }
        let context =
            "\(usual.step) of \(usual.provider) under\n\(one.text)\nexplain \(explained) \(masked)\njournal \(shown) \(unseen)"
        #expect(shown.union(unseen.keys) == explained, "\(context)")
        let idle: Set = [
            "sse", "asset", "signed_url", "rate_limit", "visibility_delay", "close_idle", "close_on_reuse",
        ]
        // Whether a limit is used up is not explained, and what it refuses shows nothing else.
        let isLimited = one.text.contains("requests: 1/1h")
        for (fired, reason) in masked where !isLimited { #expect(unseen[fired] == reason, "\(context)") }
        for fired in unseen.keys where masked[fired] == nil && !isLimited {
            #expect(idle.contains(fired.aspect), "\(context)")
        }
        check(answer, Set(shown.map(\.aspect)), context)
        return explained.count
    }

    /// What `explain` says of a request at a step.
    private func explained(
        _ usual: Usual, on step: String, by server: any TestServer
    ) throws -> (decides: Set<Fired>, masked: [Fired: String]) {
        let request = [("provider", usual.provider), ("on", step), ("method", usual.method), ("path", "/")]
        let query = (step == "connect" ? Array(request.prefix(2)) : request + usual.said)
            .map { "\($0.0)=\($0.1.addingPercentEncoding(withAllowedCharacters: .alphanumerics)!)" }
        let said = try server.get("/_understudy/sandboxes/default/explain?" + query.joined(separator: "&")).json
        var (decides, masked): (Set<Fired>, [Fired: String]) = ([], [:])
        for line in said["rules"]?.array ?? [] {
            let rule = line["rule"]?.string ?? ""
            for aspect in line["decides"]?.array ?? [] {
                decides.insert(Fired(rule: rule, aspect: aspect.string ?? ""))
            }
            for hidden in line["masked"]?.array ?? [] {
                masked[Fired(rule: rule, aspect: hidden["aspect"]?.string ?? "")] = hidden["reason"]?.string ?? ""
            }
        }
        return (decides, masked)
    }

    /// What shows is on the wire, and nothing else is.
    private func check(_ answer: String, _ shown: Set<String>, _ context: String) {
        let isLost = shown.contains("empty_response") || shown.contains("connection_reset") || shown.contains("timeout")
        #expect(answer.isEmpty == isLost, "\(context)")
        guard !answer.isEmpty else { return }
        let status = Int(answer.split(separator: " ").dropFirst().first ?? "") ?? 0
        let head = answer.lowercased().components(separatedBy: "\r\n\r\n")[0]
        #expect((status == 418) == shown.contains("http_error"), "\(context)")
        #expect((status == 307) == shown.contains("redirect"), "\(context)")
        let isRefused = shown.contains("error") || shown.contains("rate_limit")
        #expect((status >= 400 && status != 418) == isRefused, "\(status) \(context)")
        #expect(head.contains("x-replaced") == shown.contains("replace"), "\(context)")
        #expect(head.contains("x-patched") == shown.contains("patch"), "\(context)")
    }

    private static func fired(_ line: Node) -> Fired {
        Fired(rule: line["rule"]?.string ?? "", aspect: line["aspect"]?.string ?? "")
    }

    /// All that comes back on a connection of its own; empty where nothing does.
    private func send(_ usual: Usual, to server: any TestServer) throws -> String {
        let socket = try RawSocket(port: try #require(URL(string: server.url)?.port))
        let key = usual.key.map { "Authorization: Bearer \($0)\r\n" } ?? ""
        let body = usual.body ?? ""
        let type = usual.body == nil ? "" : "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
        socket.send(
            "\(usual.method) \(usual.path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\(key)\(type)\r\n\(body)"
        )
        return socket.readToEnd()
    }

    private func body(of answer: String) -> String {
        answer.components(separatedBy: "\r\n\r\n").dropFirst().joined(separator: "\r\n\r\n")
    }

    /// A request of each step that each provider has, and no job that is not there.
    private func usual(_ server: any TestServer) throws -> [Usual] {
        func create(
            _ provider: String, _ path: String, _ key: String, _ model: String, _ body: String, step: String = "create"
        ) -> Usual {
            Usual(
                provider: provider, step: step, method: "POST", path: path, key: key, body: body,
                said: [("model", model), ("account", "tester")])
        }
        let creates = [
            create(
                "llm-stats", "/llm-stats/v1/generations", "ze_test", "flux-1.1-pro",
                #"{"model":"flux-1.1-pro","input":{"prompt":"a boat"},"wait":0}"#),
            create(
                "unified-tasks", "/unified-tasks/v1/tasks", "sk-test", "google/veo-3.1-fast",
                #"{"model":"google/veo-3.1-fast","input":{"prompt":"a boat"}}"#),
            create(
                "getimg", "/getimg/v2/videos/generations", "sk_test", "seedance-v1-pro",
                #"{"model":"seedance-v1-pro","prompt":"a boat"}"#),
            create(
                "lemondata", "/lemondata/v1/images/generations", "sk-test", "ideogram-v3",
                #"{"model":"ideogram-v3","prompt":"a boat"}"#),
            create(
                "openrouter", "/openrouter/api/v1/images", "sk-or-test", "openai/gpt-image-1",
                #"{"model":"openai/gpt-image-1","prompt":"a boat","quality":"low"}"#),
        ]
        let others = [
            create(
                "unified-tasks", "/unified-tasks/v1/tasks", "sk-test", "google/veo-3.1-fast",
                #"{"model":"google/veo-3.1-fast","input":{"prompt":"a boat"},"dry_run":true}"#, step: "dry_run"),
            create(
                "openrouter", "/openrouter/api/v1/images", "sk-or-test", "openai/gpt-image-1",
                #"{"model":"openai/gpt-image-1","prompt":"a boat","quality":"low","stream":true}"#, step: "stream"),
            Usual(provider: "llm-stats", step: "catalog", path: "/llm-stats/v1/models"),
            Usual(
                provider: "getimg", step: "account", path: "/getimg/v2/billing/balance", key: "sk_test",
                said: [("account", "tester")]),
        ]
        let polls = [
            ("llm-stats", "/llm-stats/v1/generations/", "ze_test", 0),
            ("unified-tasks", "/unified-tasks/v1/tasks/", "sk-test", 1),
            ("getimg", "/getimg/v2/videos/generations/", "sk_test", 2),
        ]
        var all = creates + others
        for (provider, path, key, place) in polls {
            let made = try JSONReader.read(Array(body(of: send(creates[place], to: server)).utf8)).root
            let id = try #require((made["id"] ?? made["task_id"] ?? made["data"]?["task_id"])?.string, "\(made)")
            let poll = Usual(
                provider: provider, step: "poll", path: path + id, key: key,
                said: [("model", "m"), ("account", "tester"), ("job.status", "completed"), ("job_id", id)])
            all.append(poll)
            let text = body(of: try send(poll, to: server))
            let link = try #require(text.firstMatch(of: /"(https?:\/\/[^"\/]+)(\/[^"]+)"/), "\(text)")
            let whole = String(link.0.dropFirst().dropLast()).replacingOccurrences(of: "\\/", with: "/")
            let target = String(whole.dropFirst("\(link.1)".count))
            all.append(
                Usual(
                    provider: provider, step: "download", path: target,
                    said: [("model", "m"), ("account", "tester"), ("job.status", "completed"), ("job_id", id)]))
        }
        return all
    }
}

extension Array {
    /// In an order that follows from a number.
    fileprivate func shuffled(by number: Int) -> [Element] {
        var random = SeededNumbers(UInt64(number))
        return shuffled(using: &random)
    }
}
