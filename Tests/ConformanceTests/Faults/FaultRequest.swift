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
        var headers = step["headers"]?["Host"] == nil ? [("Host", "127.0.0.1:\(port)")] : []
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

    /// The model that the request of a step asks for; nil when it asks for none.
    static func model(_ step: Node, fixture: FaultFixture) -> String? {
        guard let word = step["send"]?.string,
            let usual = usual(word, of: step["provider"]?.string ?? fixture.provider), !usual.body.isEmpty
        else { return nil }
        return try? JSONReader.read(Array(body(step, usual).utf8)).root["model"]?.string
    }

    private struct Usual {
        var method = "GET"
        var path: String
        var body = ""
        var needsKey = true
    }

    static func key(of provider: String) -> String { requests?[provider]?["key"]?.string ?? "" }

    /// Of Fixtures/requests.yaml: what is not there is a GET without a body.
    private static func usual(_ word: String, of provider: String) -> Usual? {
        if word == "download" { return Usual(path: "${link}", needsKey: false) }
        guard let request = requests?[provider]?[word], let path = request["path"]?.string else { return nil }
        guard let body = request["body"] else { return Usual(path: path) }
        return Usual(method: "POST", path: path, body: String(decoding: body.json(), as: UTF8.self))
    }

    private static let requests = try? YAMLReader.read(
        [UInt8](Data(contentsOf: Project.root.appending(path: "Fixtures/requests.yaml"))))
}
