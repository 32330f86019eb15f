/// A strict reader of JSON (RFC 8259): one value in UTF-8 without a byte order mark, and nothing beside white space.
///
/// Numbers keep their text, objects their order, every value and key its place. Nothing is repaired: comments, trailing
/// commas, malformed UTF-8 and escapes of half a surrogate pair are refused.
public struct JSONReader {
    public struct Options: Sendable {
        /// How deep lists and mappings may be nested; more than 256 counts as 256, to keep within any thread's stack.
        public var maximumDepth = 64
        /// How many values the text may hold, lists and mappings included.
        public var maximumNodes = 200_000

        public init() {}
    }

    /// The first reason why a text is not JSON.
    public struct Failure: Error, Sendable, Equatable {
        /// What is wrong, in words for a person and without the place.
        public var message: String
        public var place: Place
        /// The same place as a count of bytes from the beginning.
        public var offset: Int
    }

    public struct Document: Sendable {
        public var root: Node
        /// The first repeated key of the whole text, so that strict callers need no second walk.
        public var firstDuplicate: Duplicate?
    }

    /// A key that came before in the same mapping. Keys that Unicode holds to be equivalent count as the same.
    public struct Duplicate: Sendable {
        public var key: String
        /// The keys that lead to it, such as `input.seed` or `messages[0].role`.
        public var path: String
        /// Where the repetition stands.
        public var place: Place
    }

    public static func read(_ bytes: [UInt8], options: Options = Options()) throws(Failure) -> Document {
        var parser = JSONParser(options)
        let root = try parser.document(bytes.span)
        guard let repeated = parser.duplicate else { return Document(root: root) }
        let path = root.path(toKeyAt: repeated.keyPlace) ?? repeated.key
        return Document(root: root, firstDuplicate: Duplicate(key: repeated.key, path: path, place: repeated.keyPlace))
    }
}

extension Node {
    /// The keys that lead to the key written at that place.
    fileprivate func path(toKeyAt place: Place, from prefix: String = "") -> String? {
        switch value {
        case .null, .bool, .number, .string:
            return nil
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                if let path = element.path(toKeyAt: place, from: "\(prefix)[\(index)]") { return path }
            }
        case .object(let members):
            for member in members {
                let path = prefix.isEmpty ? member.key : "\(prefix).\(member.key)"
                if member.keyPlace == place { return path }
                if let path = member.value.path(toKeyAt: place, from: path) { return path }
            }
        }
        return nil
    }
}
