import Digests
import HTTPMessages

/// A file inside an address (RFC 2397): `data:image/png;base64,iVBORw0…`. Scheme, media type and the token `base64` count in any
/// letter case, parameters may stand between them, and escapes and white space are taken out of the data.
public struct DataURL: Sendable, Equatable {
    /// Without parameters, in lower case; empty where none is named.
    public let mediaType: String
    public let isBase64: Bool
    private let data: Substring

    /// nil for what does not begin with `data:`, or has no comma.
    public init?(_ text: String) {
        let text = text[...].trimmed
        guard text.prefix(5).lowercased() == "data:", let comma = text.utf8.firstIndex(of: UInt8(ascii: ",")) else {
            return nil
        }
        let words = text[..<comma].dropFirst(5).split(separator: ";", omittingEmptySubsequences: false).map {
            $0.trimmed.lowercased()
        }
        mediaType = words[0]
        isBase64 = words.count > 1 && words[words.count - 1] == "base64"
        data = text[text.utf8.index(after: comma)...]
    }

    /// Its bytes; nil where they are damaged.
    ///
    /// - Parameter most: with more bytes it counts as damaged, before it is decoded.
    public func bytes(atMost most: Int = .max) -> [UInt8]? {
        guard let plain = percentDecoded(data.utf8) else { return nil }
        let bytes = isBase64 ? Base64.decodeForgiving(plain, atMost: most) : plain
        return bytes.flatMap { $0.count <= most ? $0 : nil }
    }
}

extension Substring {
    /// Without white space around it.
    fileprivate var trimmed: Substring {
        let front = utf8.drop(while: Base64.isSpace)
        let end = front.lastIndex { !Base64.isSpace($0) }.map(front.index(after:)) ?? front.startIndex
        return Substring(front[..<end])
    }
}
