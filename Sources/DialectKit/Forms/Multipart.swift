import Documents
import HTTPMessages

/// A form with files as it came in a body: `multipart/form-data` (RFC 7578, RFC 2046 §5.1).
///
/// The parts show their contents inside the body's own bytes, so that a file of many megabytes is not copied. Reading has
/// bounds, and whatever is wrong is a `Flaw` in words for a person.
public struct Multipart: Sendable {
    public struct Part: Sendable, Equatable {
        /// Of the field, as the form names it: `image`, `image[]`.
        public var name: String
        /// Of the file, without any folders being cut off; nil for a plain field.
        public var fileName: String?
        /// As it was written, such as `image/png`; nil where the part says nothing.
        public var contentType: String?
        /// Shares the body's storage.
        public var content: ArraySlice<UInt8>

        public init(
            name: String, fileName: String? = nil, contentType: String? = nil, content: ArraySlice<UInt8>
        ) {
            self.name = name
            self.fileName = fileName
            self.contentType = contentType
            self.content = content
        }

        /// The contents as text; what is not UTF-8 is replaced.
        public var text: String { String(decoding: content, as: UTF8.self) }
    }

    /// How much a form may hold [chosen]; how long a body may be is the route's own limit.
    public struct Limits: Sendable {
        public var parts = 256
        /// Bytes of the header lines of one part.
        public var headerBytes = 16 << 10

        public init() {}
    }

    /// The first reason why a body is not such a form.
    public struct Flaw: Error, Sendable, Equatable, CustomStringConvertible {
        public var description: String

        init(_ description: String) {
            self.description = description
        }
    }

    /// In the order in which they came.
    public let parts: [Part]

    /// Reads a body by the boundary that its `Content-Type` names.
    public init(_ body: [UInt8], boundary: String, limits: Limits = Limits()) throws(Flaw) {
        parts = try MultipartReader(body, boundary: boundary, limits: limits).parts()
    }

    /// Reads the body of a request whose `Content-Type` says that it is such a form; nil where it says something else.
    public init?(_ request: Request, limits: Limits = Limits()) throws(Flaw) {
        // Most bodies are JSON, of which the first letter is enough.
        guard let field = request.headers["content-type"], field.utf8.first.map({ $0 | 0x20 }) == UInt8(ascii: "m"),
            let type = MediaType(field), type.isEqual("multipart/form-data")
        else { return nil }
        guard let boundary = type.parameter("boundary") else {
            throw Flaw("The Content-Type multipart/form-data lacks its boundary.")
        }
        try self.init(request.bytes, boundary: boundary, limits: limits)
    }

    /// The last part of that name, as for repeated keys of JSON.
    public subscript(name: String) -> Part? { parts.last { $0.name == name } }

    /// Every part of that name, in order.
    public func all(_ name: String) -> [Part] { parts.filter { $0.name == name } }
}

extension Multipart {
    /// The form as a JSON body would have it, for rules that match on fields: texts for plain fields, and for files what is
    /// known of them beside their bytes. A name that comes more than once holds a list.
    public var node: Node {
        var members: [Members.Member] = []
        for part in parts where !members.contains(where: { $0.key == part.name }) {
            let values = all(part.name).map(\.node)
            members.append(
                Members.Member(key: part.name, value: values.count == 1 ? values[0] : Node(.array(values))))
        }
        return Node(.object(Members(members)))
    }
}

extension Multipart.Part {
    fileprivate var node: Node {
        guard let fileName else { return Node(.string(text)) }
        return [
            "filename": Node(.string(fileName)), "content_type": contentType.map { Node(.string($0)) } ?? nil,
            "size": Node(.number(Number(content.count))),
        ]
    }
}
