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

    static func problem(_ status: Int, _ message: String) -> Response {
        json(status, ["error": ["message": Node(.string(message))]])
    }
}
