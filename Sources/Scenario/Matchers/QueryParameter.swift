import HTTPMessages
import Matching

extension MatchFamily {
    static let query = MatchFamily(
        "query.", .any, .field, "a query parameter",
        describe: { subject, name, text in
            let query = subject.request.query
            subject.request.query = (query.isEmpty ? "" : query + "&") + "\(name)=\(text)"
        },
        value: { name in { Value(Query.value(of: name, in: $0.request.query)) } })
}

/// Reads single parameters out of a raw query.
enum Query {
    /// The first value of that name, decoded; empty for a name without `=`; nil when the query does not have it.
    static func value(of name: String, in query: String) -> String? {
        for pair in query.utf8.split(separator: UInt8(ascii: "&")) {
            let key = pair.prefix { $0 != UInt8(ascii: "=") }
            if decoded(key) == name { return decoded(pair.dropFirst(key.count + 1)) }
        }
        return nil
    }

    /// `+` is a blank and `%xx` a byte; a `%` without two hex digits stands for itself.
    private static func decoded(_ text: Substring.UTF8View) -> String {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let high = rest.first.flatMap(hex),
                let low = rest.dropFirst().first.flatMap(hex)
            {
                bytes.append(high << 4 | low)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
