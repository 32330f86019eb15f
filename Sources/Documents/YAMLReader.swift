/// Reads YAML as JSON in a friendlier dress: one document of mappings, lists and scalars.
///
/// Plain scalars follow the core schema of YAML 1.2, so `on` and `yes` are strings, and an empty value is null. What could
/// make a value come from elsewhere is refused: anchors, aliases, merge keys, tags, repeated keys, more than one document.
public enum YAMLReader {
    public struct Limits: Sendable {
        /// How long the text may be.
        public var bytes = 1 << 20
        /// How deep lists and mappings may be nested; more than 256 counts as 256, to keep within any thread's stack.
        public var depth = 32
        /// How many values the text may hold, lists and mappings included.
        public var nodes = 50_000

        public init() {}
    }

    /// One thing that is wrong with the text.
    public struct Problem: Sendable, Equatable {
        /// What is wrong, in words for a person and without the place.
        public var message: String
        public var place: Place
        /// The keys that lead there, such as `rules[2].then.latency`; empty for the text as a whole.
        public var path: String

        public init(message: String, place: Place, path: String) {
            self.message = message
            self.place = place
            self.path = path
        }
    }

    public struct Problems: Error, Sendable {
        /// In the order of the text. A broken syntax or an exceeded limit ends the list, since nothing can be read behind it.
        public var all: [Problem]

        public init(all: [Problem]) {
            self.all = all
        }
    }

    /// The tree of the text, which may begin with a byte order mark; an empty text is null.
    public static func read(_ bytes: [UInt8], limits: Limits = Limits()) throws(Problems) -> Node {
        if let problem = problem(ofText: bytes, limits) { throw Problems(all: [problem]) }
        let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        var builder = YAMLBuilder(hasMark ? Array(bytes.dropFirst(3)) : bytes, limits)
        let root = builder.document()
        if !builder.problems.isEmpty { throw Problems(all: builder.problems) }
        return root
    }

    private static func problem(ofText bytes: [UInt8], _ limits: Limits) -> Problem? {
        if bytes.count > limits.bytes {
            let message = "the text is longer than \(limits.bytes) bytes"
            return Problem(message: message, place: Place(line: 1, column: 1), path: "")
        }
        do {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            let place = Place(ofByte: error.byteOffsets.lowerBound, in: bytes.span)
            return Problem(message: "the text is not valid UTF-8", place: place, path: "")
        }
    }
}

extension Place {
    /// The place of the byte at that offset.
    init(ofByte offset: Int, in text: Span<UInt8>) {
        var (line, column) = (1, 1)
        for position in 0..<min(offset, text.count) {
            if text[position] == UInt8(ascii: "\n") {
                (line, column) = (line + 1, 1)
            } else if text[position] & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.init(line: line, column: column)
    }
}
