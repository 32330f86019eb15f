import Documents
import Foundation
import HTTPMessages
import UnderstudyTesting

/// The requests that a client of each provider sends, in short.
extension TestServer {
    func post(_ path: String, key: String, _ body: String) throws -> Received {
        try begin(.post(path, key: key, body)).received()
    }

    func get(_ path: String, key: String? = nil) throws -> Received {
        try send(.get(path, key: key))
    }

    /// A URL that the server handed out.
    func fetch(_ handedOut: String) throws -> Received {
        let rest = handedOut.dropFirst(url.count).split(separator: "?", maxSplits: 1)
        return try send(
            Request(method: "GET", path: String(rest[0]), query: rest.count > 1 ? String(rest[1]) : ""))
    }
}

extension Request {
    static func post(_ path: String, key: String, _ body: String) -> Request {
        Request(
            method: "POST", path: path,
            headers: ["Authorization": "Bearer \(key)", "Content-Type": "application/json"], body: Array(body.utf8))
    }

    static func get(_ path: String, key: String?) -> Request {
        let parts = path.split(separator: "?", maxSplits: 1)
        return Request(
            method: "GET", path: String(parts[0]), query: parts.count > 1 ? String(parts[1]) : "",
            headers: key.map { ["Authorization": "Bearer \($0)"] } ?? [:])
    }
}

extension Received {
    var json: Node { (try? JSONReader.read(body).root) ?? nil }
    var text: String { String(decoding: body, as: UTF8.self) }
}

/// The project's own folder.
enum Project {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func scenario(_ name: String) throws -> String {
        let preset = root.appending(path: "scenarios/presets/\(name).yaml")
        let file =
            FileManager.default.fileExists(atPath: preset.path)
            ? preset : root.appending(path: "scenarios/\(name).yaml")
        return try String(contentsOf: file, encoding: .utf8)
    }
}
