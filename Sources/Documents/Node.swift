/// A value of a JSON or YAML text with the place it stands at: one tree for both languages.
public struct Node: Sendable, Equatable {
    public enum Content: Sendable, Equatable {
        case null
        case bool(Bool)
        case number(Number)
        case string(String)
        case array([Node])
        case object(Members)
    }

    public var value: Content
    /// Where the value begins; `Place.nowhere` for a tree that was not read from a text.
    public var place: Place

    public init(_ value: Content, at place: Place = .nowhere) {
        self.value = value
        self.place = place
    }

    /// Equality of content: places do not count.
    public static func == (left: Node, right: Node) -> Bool {
        left.value == right.value
    }
}

/// A line and a column of a text, both counted from 1, columns in Unicode scalars.
public struct Place: Sendable, Hashable {
    public var line: Int32
    public var column: Int32

    public init(line: Int, column: Int) {
        self.line = Int32(clamping: line)
        self.column = Int32(clamping: column)
    }

    public static let nowhere = Place(line: 0, column: 0)
}

/// An object's members in the order of the text. A key that comes twice is kept twice: the reader reports it as a fact,
/// strict callers refuse it, and for lenient ones the last counts.
public struct Members: Sendable, Equatable, RandomAccessCollection, ExpressibleByDictionaryLiteral {
    public struct Member: Sendable, Equatable {
        public var key: String
        public var keyPlace: Place
        public var value: Node

        public init(key: String, keyPlace: Place = .nowhere, value: Node) {
            self.key = key
            self.keyPlace = keyPlace
            self.value = value
        }

        public static func == (left: Member, right: Member) -> Bool {
            left.key == right.key && left.value == right.value
        }
    }

    @usableFromInline private(set) var members: [Member]

    public init(_ members: [Member] = []) {
        self.members = members
    }

    public init(dictionaryLiteral elements: (String, Node)...) {
        members = elements.map { Member(key: $0.0, value: $0.1) }
    }

    // Inlined where they are used, so that a look at a key copies no value.
    @inlinable public var startIndex: Int { 0 }
    @inlinable public var endIndex: Int { members.count }
    @inlinable public subscript(position: Int) -> Member { members[position] }

    /// The value of that key, the last one if it comes twice.
    public subscript(key: String) -> Node? {
        members.last { $0.key == key }?.value
    }

    public mutating func append(_ member: Member) {
        members.append(member)
    }

    /// The first key that came before, with the place of its repetition.
    public var firstDuplicate: Member? {
        guard members.count > 1 else { return nil }
        if members.count <= 16 {
            for (index, member) in members.enumerated()
            where members[..<index].contains(where: { $0.key == member.key }) {
                return member
            }
            return nil
        }
        var seen: Set<String> = []
        return members.first { !seen.insert($0.key).inserted }
    }
}

/// A number as it was written, so that nothing is lost however large or precise it is.
public struct Number: Sendable, Equatable {
    /// In the grammar of JSON, e.g. `-12.50e3`.
    public let text: String

    /// Takes the text as it is; the readers have checked it against the grammar.
    public init(text: String) {
        self.text = text
    }

    public init(_ integer: Int) {
        text = String(integer)
    }

    /// Equal in value: `1`, `1.0` and `10e-1` are the same number.
    public static func == (left: Number, right: Number) -> Bool {
        if left.text == right.text { return true }
        if let one = left.decimal, let other = right.decimal { return one == other }
        return left.canonicalText == right.canonicalText
    }
}

extension Node {
    public var string: String? {
        if case .string(let string) = value { string } else { nil }
    }

    public var bool: Bool? {
        if case .bool(let bool) = value { bool } else { nil }
    }

    public var number: Number? {
        if case .number(let number) = value { number } else { nil }
    }

    public var array: [Node]? {
        if case .array(let array) = value { array } else { nil }
    }

    public var object: Members? {
        if case .object(let members) = value { members } else { nil }
    }

    public var isNull: Bool {
        if case .null = value { true } else { false }
    }

    /// The member of that key, if this is an object that has it.
    public subscript(key: String) -> Node? { object?[key] }

    /// What a person calls this kind of value: `null`, `a boolean`, `a number`, `a string`, `a list`, `a mapping`.
    public var kindName: String {
        switch value {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "a mapping"
        }
    }
}

extension Node: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral string: String) { self.init(.string(string)) }
    public init(booleanLiteral bool: Bool) { self.init(.bool(bool)) }
    public init(integerLiteral integer: Int) { self.init(.number(Number(integer))) }
    public init(nilLiteral: ()) { self.init(.null) }
    public init(arrayLiteral elements: Node...) { self.init(.array(elements)) }
    public init(dictionaryLiteral elements: (String, Node)...) {
        self.init(.object(Members(elements.map { Members.Member(key: $0.0, value: $0.1) })))
    }
}
