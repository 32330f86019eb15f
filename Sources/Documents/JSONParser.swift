/// Where the reader stands in the text, and the way from one value to the next.
///
/// The text is handed to every step as a span, which a structure cannot keep. Depth is bounded, so recursion is safe.
struct JSONParser {
    typealias Failure = JSONReader.Failure

    private let maximumDepth: Int
    private let maximumNodes: Int
    private var nodes = 0
    var depth = 0

    var offset = 0
    private var line = 1
    private var lineStart = 0
    /// How many bytes of this line so far begin no Unicode scalar: columns count scalars.
    var continuations = 0

    /// The earliest repetition of a key.
    var duplicate: Members.Member?

    init(_ options: JSONReader.Options) {
        maximumDepth = min(options.maximumDepth, 256)
        maximumNodes = options.maximumNodes
    }

    var place: Place { Place(line: line, column: offset - lineStart - continuations + 1) }

    mutating func document(_ text: Span<UInt8>) throws(Failure) -> Node {
        if text.count >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF {
            throw failure("the text begins with a byte order mark, which JSON does not allow")
        }
        skipSpace(text)
        guard offset < text.count else { throw failure("the text is empty, a value was expected") }
        let root = try value(text)
        skipSpace(text)
        guard offset == text.count else { throw failure("the text goes on after its value") }
        return root
    }

    mutating func value(_ text: Span<UInt8>) throws(Failure) -> Node {
        nodes += 1
        if nodes > maximumNodes { throw failure("the text holds more than \(maximumNodes) values") }
        let place = self.place
        switch next(text) {
        case UInt8(ascii: "\""): return Node(.string(try string(text)), at: place)
        case UInt8(ascii: "{"): return Node(.object(try object(text)), at: place)
        case UInt8(ascii: "["): return Node(.array(try array(text)), at: place)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return Node(.number(try number(text)), at: place)
        case UInt8(ascii: "t"): return Node(try word("true", as: .bool(true), text), at: place)
        case UInt8(ascii: "f"): return Node(try word("false", as: .bool(false), text), at: place)
        case UInt8(ascii: "n"): return Node(try word("null", as: .null, text), at: place)
        default: throw unexpected(text, "a value")
        }
    }

    private mutating func word(
        _ word: StaticString, as value: Node.Content, _ text: Span<UInt8>
    ) throws(Failure) -> Node.Content {
        let letters = word.description
        for (index, letter) in letters.utf8.enumerated() {
            guard offset + index < text.count, text[offset + index] == letter else { throw unexpected(text, "a value") }
        }
        offset += letters.utf8.count
        return value
    }

    /// The byte that comes next; 0 at the end, which no step of the grammar takes.
    func next(_ text: Span<UInt8>) -> UInt8 {
        offset < text.count ? text[offset] : 0
    }

    mutating func skipSpace(_ text: Span<UInt8>) {
        while offset < text.count {
            switch text[offset] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                offset += 1
            case UInt8(ascii: "\n"):
                offset += 1
                (line, lineStart, continuations) = (line + 1, offset, 0)
            default:
                return
            }
        }
    }

    mutating func descend() throws(Failure) {
        depth += 1
        if depth > maximumDepth { throw failure("lists and mappings are nested more than \(maximumDepth) levels deep") }
    }
}
