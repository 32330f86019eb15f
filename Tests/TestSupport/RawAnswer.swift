/// An answer as it came over the wire.
public struct RawAnswer: Sendable, Equatable {
    public var status: Int
    /// Names as they were written.
    public var headers: [(name: String, value: String)]
    public var body: String

    public static func == (left: RawAnswer, right: RawAnswer) -> Bool {
        left.status == right.status && left.body == right.body
            && left.headers.elementsEqual(right.headers) { $0 == $1 }
    }

    /// All values of that name, compared without regard to case.
    public func all(_ name: String) -> [String] {
        headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }

    public subscript(name: String) -> String? { all(name).first }

    init(head: String) {
        var lines = head.split(separator: "\r\n", omittingEmptySubsequences: true)[...]
        status = lines.popFirst()?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        headers = lines.map { line in
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            return (String(parts[0]), parts.count > 1 ? String(parts[1].drop { $0 == " " }) : "")
        }
        body = ""
    }
}

extension RawSocket {
    /// The next answer, its body by its framing. `toHead`: it has none.
    public func answer(toHead: Bool = false) -> RawAnswer {
        var answer = RawAnswer(head: read(through: "\r\n\r\n"))
        if toHead || answer.status == 204 || answer.status == 304 || answer.status < 200 { return answer }
        if answer["Transfer-Encoding"] == "chunked" {
            answer.body = chunks().joined()
        } else if let length = answer["Content-Length"].flatMap({ Int($0) }) {
            answer.body = String(decoding: read(length), as: UTF8.self)
        } else {
            answer.body = readToEnd()
        }
        return answer
    }

    /// The pieces of a chunked body, as they were cut.
    public func chunks() -> [String] {
        chunksOfBytes().map { String(decoding: $0, as: UTF8.self) }
    }

    /// The same where a piece may end inside a character.
    public func chunksOfBytes() -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        while let size = Int(read(through: "\r\n").dropLast(), radix: 16) {
            let piece = read(size)
            _ = read(2)
            if size == 0 { return pieces }
            pieces.append(piece)
        }
        return pieces
    }
}
