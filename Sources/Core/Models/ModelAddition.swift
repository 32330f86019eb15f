import Documents

/// A model that a scenario adds to a provider's catalog (language.md §10): one that the catalog has, under another id and
/// with some changes.
public struct ModelAddition: Sendable {
    /// What requests call it. With `*` or `?` in it, every id that fits and that the catalog does not have.
    public var id: String
    /// The id of a model that is there: of the catalog, or added before.
    public var like: String
    /// In the order of the file.
    public var changes: [ModelChange]

    public init(id: String, like: String, changes: [ModelChange] = []) {
        self.id = id
        self.like = like
        self.changes = changes
    }

    public var isPattern: Bool { id.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") } }
}

/// One thing in which an added model differs from the one it is like.
public struct ModelChange: Sendable {
    public enum Kind: Sendable {
        case name(String)
        /// US dollars for one unit of what the model is paid by.
        case price(Decimal)
        /// Seconds; the first is the usual one. Never empty.
        case durations([Node])
        /// In the provider's words: `1024x1024`, `2K`, `720p`; the first is the usual one. Never empty.
        case sizes([Node])
        /// `16:9`; the first is the usual one. Never empty.
        case aspectRatios([Node])
        case add(ParameterDescription)
        case replace(ParameterDescription)
        /// The parameter of that name.
        case remove(String)
    }

    public var kind: Kind
    /// The keys below the addition at which it stands: `["parameters", "add", "0"]`.
    public var path: [String]

    public init(_ kind: Kind, at path: [String]) {
        self.kind = kind
        self.path = path
    }
}

/// A parameter of a model as a scenario describes it. Each provider takes of it what its own models can say.
public struct ParameterDescription: Sendable {
    public var name: String
    /// What the scenario says, by the keys of language.md §10.
    public var members: Members

    public init(name: String, members: Members) {
        self.name = name
        self.members = members
    }

    public var type: String? { members["type"]?.string }
    /// The upper bound of a number.
    public var most: Int? { members["max"]?.number?.int }
    public var mostItems: Int? { members["max_items"]?.number?.int }

    /// The values that are offered, the usual one first; empty where any will do.
    public var offer: [Node] {
        let values = members["enum"]?.array ?? []
        guard let usual = members["default"], values.contains(usual) else { return values }
        return [usual] + values.filter { $0 != usual }
    }
}

/// Why a model cannot be added.
public struct ModelProblem: Error, Sendable, Equatable {
    public var message: String
    /// The keys below the addition; empty for all of it.
    public var path: [String]
    /// A word that the message leaves out, which is not known, and those that are: whoever tells people finds the one that was
    /// meant.
    public var unknown: Unknown?

    public struct Unknown: Sendable, Equatable {
        public var word: String
        public var known: [String]
    }

    public init(_ message: String, at path: [String] = [], unknown word: String? = nil, known: [String] = []) {
        self.message = message
        self.path = path
        unknown = word.map { Unknown(word: $0, known: known) }
    }
}
