import Documents
import HTTPMessages

extension Response.Body {
    /// The same with its JSON changed: that of the whole body, or that of each event in a stream. What is no JSON stays.
    public func changingJSON(_ change: (Node) -> Node) -> Response.Body {
        switch self {
        case .bytes(let bytes):
            return (try? JSONReader.read(bytes)).map { .bytes(change($0.root).json()) } ?? self
        case .parts(let parts): return .parts(Self.changed(parts, change))
        case .events(var stream):
            for index in stream.events.indices {
                stream.events[index].data = Self.changed(stream.events[index].data, change)
            }
            stream.failure = stream.failure.map { Self.changed($0, change) }
            return .events(stream)
        case .stream, .asset: return self
        }
    }

    /// Files stand in the text under names that no JSON writer changes, and come back afterwards.
    private static func changed(_ parts: [BodyPart], _ change: (Node) -> Node) -> [BodyPart] {
        var text: [UInt8] = []
        for (index, part) in parts.enumerated() {
            if case .bytes(let bytes) = part { text += bytes } else { text += name(of: index) }
        }
        guard let document = try? JSONReader.read(text) else { return parts }
        return split(change(document.root).json(), parts)
    }

    private static func name(of index: Int) -> [UInt8] { Array("<understudy file \(index)>".utf8) }

    private static func split(_ text: [UInt8], _ parts: [BodyPart]) -> [BodyPart] {
        var found: [BodyPart] = []
        var rest = text[...]
        for (index, part) in parts.enumerated() {
            if case .bytes = part { continue }
            guard let place = rest.firstRange(of: name(of: index)) else { continue }
            found += [.bytes(Array(rest[..<place.lowerBound])), part]
            rest = rest[place.upperBound...]
        }
        return found + [.bytes(Array(rest))]
    }
}
