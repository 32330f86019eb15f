import Documents
import Foundation
import HTTPMessages
import Testing
import UnderstudyTesting

/// Plays one fixture against a server.
struct FixturePlayer {
    let fixture: Fixture
    let server: any TestServer
    private var saved: [String: String] = [:]

    init(_ fixture: Fixture, _ server: any TestServer) {
        self.fixture = fixture
        self.server = server
    }

    private var base: String { "\(server.url)/\(fixture.provider)" }

    mutating func play() throws {
        for step in fixture.root["before"]?.array ?? [] { try perform(step) }
        let request = try #require(fixture.root["request"], "a fixture has a request")
        let answer = try server.send(self.request(request))
        let expected = try #require(fixture.root["expect"], "a fixture says what it expects")
        try compare(answer, with: expected)
    }

    private mutating func perform(_ step: Node) throws {
        if let span = step["advance"]?.string { return try server.advance(span) }
        let send = try #require(step["send"], "a step sends or advances")
        let answer = try server.send(request(send))
        if let status = step["status"]?.number?.int { #expect(answer.status == status) }
        for member in step["save"]?.object ?? [:] {
            let path = try #require(member.value.string)
            let body = try JSONReader.read(answer.body).root
            saved[member.key] = try #require(value(at: path, in: body)?.string, "\(path) in \(body)")
        }
    }

    private func request(_ node: Node) throws -> Request {
        var path = filled(node["path"]?.string ?? "/")
        if path.hasPrefix(base) { path = String(path.dropFirst(base.count)) }
        let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var headers = Headers()
        for member in node["headers"]?.object ?? [:] { headers.append(member.key, filled(member.value.string ?? "")) }
        var body: [UInt8] = []
        if let parts = node["form"]?.array {
            headers.append("content-type", "multipart/form-data; boundary=\(FixtureForm.boundary)")
            body = try FixtureForm.body(parts, filled)
        } else if let size = node["body_size"]?.number?.int {
            body = Array(repeating: UInt8(ascii: " "), count: size)
        } else if let text = node["body_text"]?.string {
            body = Array(filled(text).utf8)
        } else if let json = node["body"] {
            body = Array(filled(String(decoding: json.json(), as: UTF8.self)).utf8)
        }
        if !body.isEmpty, headers["content-type"] == nil { headers.append("content-type", "application/json") }
        return Request(
            method: node["method"]?.string ?? "GET", path: "/\(fixture.provider)\(parts[0])",
            query: parts.count > 1 ? String(parts[1]) : "", headers: headers, body: body)
    }

    private func filled(_ text: String) -> String {
        saved.reduce(text) { $0.replacingOccurrences(of: "${\($1.key)}", with: $1.value) }
    }

    private func value(at path: String, in node: Node) -> Node? {
        path.split(separator: ".").reduce(node as Node?) { node, part in
            Int(part).flatMap { index in node?.array.flatMap { $0.indices.contains(index) ? $0[index] : nil } }
                ?? node?[String(part)]
        }
    }

    /// Each event is one line of data; a text that is no JSON, such as `[DONE]`, stands for itself. Comments do not count.
    private func compare(events body: [UInt8], with expected: [Node]) throws {
        let blocks = String(decoding: body, as: UTF8.self).components(separatedBy: "\n\n")
        let lines = blocks.filter { !$0.isEmpty && !$0.hasPrefix(":") }
        #expect(lines.count == expected.count, "\(lines.count) events, not \(expected.count)")
        for (line, event) in zip(lines, expected) {
            #expect(line.hasPrefix("data: "))
            let data = String(line.dropFirst("data: ".count))
            let got = (try? JSONReader.read(Array(data.utf8)).root) ?? Node(.string(data))
            var differences: [String] = []
            Mask(base: base, fill: filled).compare(got, with: event, at: "event", &differences)
            #expect(differences.isEmpty, "\(differences.joined(separator: "; "))")
        }
    }

    private func compare(_ answer: Received, with expected: Node) throws {
        let text = String(decoding: answer.body, as: UTF8.self)
        #expect(answer.status == expected["status"]?.number?.int, "status; the body was \(text)")
        for member in expected["headers"]?.object ?? [:] {
            let value = answer.headers[member.key]
            if member.value.isNull {
                #expect(value == nil, "header \(member.key) must be absent")
            } else if member.value.string == "<any>" {
                #expect(value != nil, "header \(member.key) must be there")
            } else {
                #expect(value == filled(member.value.string ?? ""), "header \(member.key)")
            }
        }
        if let events = expected["events"]?.array { try compare(events: answer.body, with: events) }
        guard let body = expected["body"] else { return }
        let got = try JSONReader.read(answer.body)
        #expect(got.firstDuplicate == nil)
        var differences: [String] = []
        Mask(base: base, fill: filled).compare(got.root, with: body, at: "body", &differences)
        #expect(differences.isEmpty, "\(differences.joined(separator: "; ")) in \(text)")
    }
}
