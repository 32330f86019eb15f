/// A piece of a body in which files of a job stand as text.
public enum BodyPart: Sendable, Equatable {
    case bytes([UInt8])
    /// The file of the job's n-th asset, counted from 0, in the standard base64 alphabet: padded, without line breaks.
    /// With `preview`, a picture on the way to that file, counted from 0.
    case base64(asset: Int, preview: Int? = nil)
    /// The n-th of so many parts of that file's text, counted from 0, as it stands inside the quotes of a JSON string. No part
    /// ends inside a character.
    case jsonText(asset: Int, part: Int, of: Int)

    public static func text(_ text: String) -> BodyPart { .bytes(Array(text.utf8)) }

    /// The same in so few bytes that a journal can keep it: a file is only named.
    public var note: [UInt8] {
        switch self {
        case .bytes(let bytes): bytes
        case .base64(let asset, nil): Array("<base64 of file \(asset + 1)>".utf8)
        case .base64(let asset, let preview?):
            Array("<base64 of preview \(preview + 1) of file \(asset + 1)>".utf8)
        case .jsonText(let asset, let part, let count):
            Array("<text of file \(asset + 1), part \(part + 1) of \(count)>".utf8)
        }
    }
}

extension Response.Body {
    /// What a journal keeps of it: the bytes, with names in the place of files, and of those at most so many. Empty for a
    /// file and for what is streamed.
    public func note(atMost limit: Int) -> [UInt8] {
        switch self {
        case .bytes(let bytes): bytes
        case .parts(let parts): Array(parts.flatMap(\.note).prefix(limit))
        case .events(let stream): Array(stream.note.prefix(limit))
        case .asset, .stream: []
        }
    }
}
