import Documents
import Foundation

/// The request of a step, as bytes: a usual one of its provider by a word, changed as the step says.
struct FaultRequest {
    let bytes: [UInt8]

    init(_ step: Node, fixture: FaultFixture, port: Int, saved: [String: String]) throws {
        let provider = step["provider"]?.string ?? fixture.provider
        let word = step["send"]?.string ?? "create"
        guard let usual = Self.usual(word, of: provider) else {
            throw FixtureFailure("\(fixture.file): no request `\(word)` of \(provider)")
        }
        func filled(_ text: String) -> String {
            saved.reduce(text) { $0.replacingOccurrences(of: "${\($1.key)}", with: $1.value) }
        }
        var path = filled(step["path"]?.string ?? usual.path)
        if let query = step["query"]?.string { path += (path.contains("?") ? "&" : "?") + query }
        if path.hasPrefix("http"), let slash = path.dropFirst(8).firstIndex(of: "/") { path = String(path[slash...]) }
        let method = step["method"]?.string ?? usual.method
        var headers = [("Host", "127.0.0.1:\(port)")]
        if step["key"]?.isNull != true, usual.needsKey || step["key"] != nil {
            headers.append(("Authorization", "Bearer \(step["key"]?.string ?? Self.key(of: provider))"))
        }
        for member in step["headers"]?.object ?? [:] { headers.append((member.key, filled(member.value.string ?? ""))) }
        let body = method == "POST" ? filled(Self.body(step, usual)) : ""
        if !body.isEmpty {
            headers += [("Content-Type", "application/json"), ("Content-Length", "\(body.utf8.count)")]
        }
        let head = headers.map { "\($0): \($1)\r\n" }.joined()
        bytes = Array("\(method) \(path) HTTP/1.1\r\n\(head)\r\n\(body)".utf8)
    }

    private static func body(_ step: Node, _ usual: Usual) -> String {
        guard let changes = step["body_of_request"], let body = try? JSONReader.read(Array(usual.body.utf8)) else {
            return usual.body
        }
        return String(decoding: body.root.merged(with: changes).json(), as: UTF8.self)
    }

    private struct Usual {
        var method = "GET"
        var path: String
        var body = ""
        var needsKey = true
    }

    static func key(of provider: String) -> String {
        switch provider {
        case "llm-stats": "ze_test"
        case "getimg": "sk_test"
        case "openrouter": "sk-or-test"
        default: "sk-test"
        }
    }

    private static func usual(_ word: String, of provider: String) -> Usual? {
        if word == "download" { return Usual(path: "${link}", needsKey: false) }
        switch (provider, word) {
        case ("llm-stats", "create"):
            return Usual(
                method: "POST", path: "/llm-stats/v1/generations",
                body: #"{"model":"flux-1.1-pro","input":{"prompt":"a boat"},"wait":0}"#)
        case ("llm-stats", "poll"): return Usual(path: "/llm-stats/v1/generations/${id}")
        case ("llm-stats", "models"): return Usual(path: "/llm-stats/v1/models")
        case ("unified-tasks", "create"):
            return Usual(
                method: "POST", path: "/unified-tasks/v1/tasks",
                body: #"{"model":"google/veo-3.1-fast","input":{"prompt":"a boat"}}"#)
        case ("unified-tasks", "dry_run"):
            return Usual(
                method: "POST", path: "/unified-tasks/v1/tasks",
                body: #"{"model":"google/veo-3.1-fast","input":{"prompt":"a boat"},"dry_run":true}"#)
        case ("unified-tasks", "poll"): return Usual(path: "/unified-tasks/v1/tasks/${id}")
        case ("getimg", "create"):
            return Usual(
                method: "POST", path: "/getimg/v2/images/generations",
                body: #"{"model":"seedream-5-lite","prompt":"a boat","output_format":"png","resolution":"1K"}"#)
        case ("getimg", "video"):
            return Usual(
                method: "POST", path: "/getimg/v2/videos/generations",
                body: #"{"model":"seedance-v1-pro","prompt":"a boat"}"#)
        case ("lemondata", "create"):
            return Usual(
                method: "POST", path: "/lemondata/v1/images/generations",
                body: #"{"model":"ideogram-v3","prompt":"a boat"}"#)
        case ("openrouter", "create"):
            return Usual(
                method: "POST", path: "/openrouter/api/v1/images",
                body: #"{"model":"openai/gpt-image-1","prompt":"a boat"}"#)
        case ("openrouter", "stream"):
            return Usual(
                method: "POST", path: "/openrouter/api/v1/images",
                body: #"{"model":"openai/gpt-image-1","prompt":"a boat","quality":"low","stream":true}"#)
        case ("getimg", "poll"): return Usual(path: "/getimg/v2/videos/generations/${id}")
        default: return nil
        }
    }
}
