import Documents
import Foundation
import TestSupport
import Testing

/// What came over the wire for one request.
struct SeenAnswer {
    var head = ""
    var body: [UInt8] = []
    /// As they were cut, where the body came in chunks.
    var chunks: [[UInt8]] = []
    var end = ""

    var text: String { String(decoding: body, as: UTF8.self) }
}

/// Reads the answer of a step and compares it with what the step expects.
struct FaultCheck {
    private let step: Node
    private let port: Int
    private let number: Int
    private let verdict: FaultVerdict
    private let fill: (String) -> String

    init(_ step: Node, port: Int, number: Int, verdict: FaultVerdict, fill: @escaping (String) -> String) {
        self.step = step
        self.verdict = verdict
        self.port = port
        self.number = number
        self.fill = fill
    }

    /// `kept`, `closed`, `reset`, `silent` (nothing comes, however long), or `open`: nothing more is asked of it now.
    private var end: String { step["end"]?.string ?? "kept" }

    /// - Parameters:
    ///   - advance: moves the clock.
    ///   - letAnswersCome: gives an answer that should not come the time to.
    func read(
        _ socket: RawSocket, advance: (String) -> Void, letAnswersCome: () throws -> Void
    ) throws -> SeenAnswer {
        var seen = SeenAnswer()
        if end == "silent" {
            advance("30d")
            try letAnswersCome()
            seen.end = socket.isSilent ? "silent" : "not silent"
            return seen
        }
        if step["bytes"] != nil {
            seen.body = socket.readAllBytes()
            seen.end = word(socket.ending)
            return seen
        }
        if let pieces = step["first_bytes"] {
            var first = SeenAnswer()
            try readPieces(pieces, socket, &first, advance)
            let pattern = Pattern(pieces["are"]?.string ?? "")
            #expect(pattern.matches(first.text), "step \(number): it begins \(first.text)")
            seen.head = first.text
        }
        seen.head += socket.read(through: "\r\n\r\n")
        if step["interim"] != nil { seen.head += socket.read(through: "\r\n\r\n") }
        if let pieces = step["pieces"] { try readPieces(pieces, socket, &seen, advance) }
        if let stall = step["stall"] {
            seen.body += socket.read(stall["after_bytes"]?.number?.int ?? 0)
            verdict.expect(socket.isSilent, "step \(number): silent after the first bytes")
            advance(stall["for"]?.string ?? "0")
        }
        if end == "open" {
            readRest(&seen, socket)
            seen.end = "open"
        } else if end == "kept" {
            readRest(&seen, socket)
            socket.send("GET /_understudy/health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            seen.end = socket.answer().status == 200 ? "kept" : word(socket.ending)
        } else {
            if let late = step["close_after"]?.string {
                readRest(&seen, socket)
                verdict.expect(socket.isSilent, "step \(number): the connection stays open")
                advance(late)
            }
            seen.body += socket.readAllBytes()
            seen.end = word(socket.ending)
        }
        return seen
    }

    /// Slice by slice, with nothing in between.
    private func readPieces(
        _ pieces: Node, _ socket: RawSocket, _ seen: inout SeenAnswer, _ advance: (String) -> Void
    ) throws {
        let every = try #require(pieces["every"])
        for (place, size) in (pieces["sizes"]?.array ?? []).enumerated() {
            seen.body += socket.read(size.number?.int ?? 0)
            verdict.expect(socket.isSilent, "step \(number): one slice, then a pause")
            advance(try #require(every.string ?? every.array?[place].string))
        }
        advance("10m")
    }

    /// What the framing says is still to come, chunks put together.
    private func readRest(_ seen: inout SeenAnswer, _ socket: RawSocket) {
        let answer = RawHeadFields(seen.head)
        if step["method"]?.string == "HEAD" { return }
        if answer["transfer-encoding"] == "chunked" {
            seen.chunks = socket.chunksOfBytes()
            seen.body += seen.chunks.joined()
        } else if answer.hasBody {
            let length = answer["content-length"].flatMap { Int($0) } ?? 0
            seen.body += socket.read(max(0, length - seen.body.count))
        }
    }

    private func word(_ ending: RawSocket.Ending?) -> String {
        switch ending {
        case .closed: "closed"
        case .reset: "reset"
        case .timedOut: "timed out"
        case nil: "open"
        }
    }

    func compare(_ seen: SeenAnswer) {
        let head = masked(seen.head)
        let lines = head.components(separatedBy: "\r\n")
        for line in step["head"]?.array ?? [] {
            let wanted = fill(line.string ?? "")
            verdict.expect(lines.contains { Pattern(wanted).matches($0) }, "step \(number): `\(wanted)` in \(head)")
        }
        for name in step["without"]?.array ?? [] {
            let name = (name.string ?? "").lowercased() + ":"
            verdict.expect(!lines.contains { $0.lowercased().hasPrefix(name) }, "step \(number): no \(name) in \(head)")
        }
        if let wanted = step["bytes"]?.string ?? step["body"]?.string {
            let text = masked(seen.text)
            verdict.expect(Pattern(fill(wanted)).matches(text), "step \(number): the body is \(text)")
        }
        for lacking in step["lacks"]?.array ?? [] {
            verdict.expect(!seen.text.contains(lacking.string ?? ""), "step \(number): \(seen.text)")
        }
        if let length = step["length"]?.number?.int {
            verdict.expect(seen.body.count == length, "step \(number): length")
        }
        if let least = step["long"]?.number?.int { verdict.expect(seen.body.count >= least, "step \(number): length") }
        if let hex = step["begins"]?.string {
            let start = seen.body.prefix(hex.count / 2).map { String(format: "%02x", $0) }.joined()
            verdict.expect(start == hex, "step \(number): how the body begins")
        }
        compareChunks(seen)
        verdict.expect(seen.end == end, "step \(number): how the connection ends; \(head)\(seen.text.prefix(500))")
    }

    /// How the body was cut.
    private func compareChunks(_ seen: SeenAnswer) {
        if let most = step["chunks_at_most"]?.number?.int {
            verdict.expect(
                seen.chunks.count > 1 && seen.chunks.allSatisfy { $0.count <= most }, "step \(number): the chunks")
        }
        if let character = step["splits"]?.string.map({ Array($0.utf8) }) {
            var ends: Set<Int> = []
            _ = seen.chunks.reduce(0) { start, chunk in
                ends.insert(start + chunk.count)
                return start + chunk.count
            }
            let places = seen.body.indices.filter { seen.body[$0...].starts(with: character) }
            verdict.expect(!places.isEmpty, "step \(number): the character to split is in \(seen.text)")
            verdict.expect(
                places.allSatisfy { ends.contains($0 + 1) }, "step \(number): each is cut behind its first byte")
        }
    }

    /// Without the port, which is another one in each run.
    private func masked(_ text: String) -> String {
        text.replacingOccurrences(of: ":\(port)/", with: ":PORT/")
    }
}

/// A text in which `…` stands for any other.
struct Pattern {
    private let parts: [String]

    init(_ text: String) { parts = text.components(separatedBy: "…") }

    func matches(_ text: String) -> Bool {
        guard parts.count > 1 else { return text == parts[0] }
        guard text.hasPrefix(parts[0]) else { return false }
        var rest = text.dropFirst(parts[0].count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.range(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(parts[parts.count - 1])
    }
}

/// The fields of a head that was read as text; the last answer's, where an interim one comes before it.
struct RawHeadFields {
    private let lines: [String]

    init(_ head: String) {
        let heads = head.components(separatedBy: "\r\n\r\n").filter { !$0.isEmpty }
        lines = (heads.last ?? "").components(separatedBy: "\r\n")
    }

    subscript(name: String) -> String? {
        lines.first { $0.lowercased().hasPrefix(name + ":") }.map {
            $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces).lowercased()
        }
    }

    var hasBody: Bool {
        let status = lines.first?.components(separatedBy: " ").dropFirst().first ?? ""
        return !["204", "304"].contains(status)
    }
}
