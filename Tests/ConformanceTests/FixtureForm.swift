import Documents
import Testing

/// `form: [{name, value}, {name, filename, type?, png: 64x64, size?}]` of a fixture, as a body.
///
/// A `png` has the first chunk of a picture of that size, and as many bytes as `size` says.
enum FixtureForm {
    static let boundary = "----fixture7MA4YWxkTrZu0gW"

    static func body(_ parts: [Node], _ filled: (String) -> String) throws -> [UInt8] {
        var body: [UInt8] = []
        for part in parts {
            let name = try #require(part["name"]?.string)
            let file = part["filename"]?.string.map { "; filename=\"\($0)\"" } ?? ""
            let type = part["type"]?.string.map { "\r\nContent-Type: \($0)" } ?? ""
            body += Array(
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\(file)\(type)\r\n\r\n".utf8)
            body +=
                try part["png"]?.string.map { try png($0, size: part["size"]?.number?.int) }
                ?? Array(filled(part["value"]?.string ?? "").utf8)
            body += Array("\r\n".utf8)
        }
        return body + Array("--\(boundary)--\r\n".utf8)
    }

    private static func png(_ size: String, size count: Int?) throws -> [UInt8] {
        let sides = size.split(separator: "x").compactMap { UInt32($0) }
        try #require(sides.count == 2)
        let bytes =
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
            + sides.flatMap { side in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: side >> $0) } } + [8, 6, 0, 0, 0]
        return bytes + Array(repeating: 0, count: max(0, (count ?? 0) - bytes.count))
    }
}
