import Documents
import HTTPMessages

extension Response {
    /// JSON for people and programs: indented, since nobody calls these routes a thousand times a second.
    static func json(_ status: Int, _ node: Node) -> Response {
        Response(
            status: status,
            headers: ["Content-Type": "application/json; charset=utf-8", "Cache-Control": "no-store"],
            body: node.json(indent: 2) + [UInt8(ascii: "\n")])
    }

    /// 400 for a value that is none of those that its parameter can have; nil for a parameter that takes any.
    static func unknownChoice(_ value: String, of name: String, _ choices: [String: [String]]) -> Response? {
        guard let words = choices[name], !words.contains(value) else { return nil }
        return problem(400, "`\(name)` must be one of \(words.joined(separator: ", ")), not `\(value)`.")
    }

    static func problem(_ status: Int, _ message: String) -> Response {
        json(status, ["error": ["message": Node(.string(message))]])
    }
}
