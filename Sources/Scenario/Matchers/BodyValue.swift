import Documents
import Matching

extension MatchFamily {
    static let body = MatchFamily(
        "body.", .bodyPath, .value, "a value of the JSON body",
        describe: { subject, path, text throws(RequestSketch.Failure) in
            subject.body = try with(path, text, in: subject.body ?? [:])
        },
        value: value)

    private static func value(_ path: String) -> (@Sendable (Subject) -> Value)? {
        guard let path = BodyPath(path) else { return nil }
        return { subject in path.find(in: subject.body).map { Value($0) } ?? .absent }
    }

    /// The body with a value at a path: JSON where it reads as such, else a text.
    private static func with(_ path: String, _ value: String, in body: Node) throws(RequestSketch.Failure) -> Node {
        guard let parts = BodyPath(path)?.parts else {
            let prefix = Self.body.family.prefix
            throw RequestSketch.Failure(
                description: "`\(prefix)\(shortened(path))` is no path such as `\(prefix)input.n`")
        }
        var node = (try? JSONReader.read(Array(value.utf8)))?.root ?? Node(.string(value))
        for part in parts.reversed() {
            switch part {
            case .key(let key): node = Node(.object(Members([Members.Member(key: key, value: node)])))
            case .index(let index):
                node = Node(.array(Array(repeating: Node(.null), count: min(index, 100)) + [node]))
            }
        }
        return body.merged(with: node)
    }
}
