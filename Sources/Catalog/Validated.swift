import Documents

/// An input that passed every check, with its values in force and its price.
public struct Validated: Sendable {
    /// Another task that the input names: it must exist, be completed and have that output.
    public struct Reference: Sendable, Equatable {
        public var field: String
        public var id: String
        public var outputKind: OutputKind
        /// What to say when it is there but does not fit.
        public var message: String
    }

    /// Files behind URLs that the task fails on if they do not fit, as far as the server knows them.
    public struct Source: Sendable, Equatable {
        public var urls: [String]
        public var bounds: MediaBounds
        /// What the task says then.
        public var message: String
    }

    /// What the result takes over from a file that the input names.
    public struct Inherited: Sendable {
        public enum Size: Sendable, Equatable {
            case own
            /// Pixel by pixel.
            case same
            case ratio
            case times(Int)
        }

        public enum Length: Sendable, Equatable {
            case own, same
            /// The file up to that second, else to its end, and then the result's own length.
            case added(from: Double?)
            /// Between two frames, counted from 0; nil: to the last.
            case cut(first: Int, last: Int?)
        }

        /// The files, as addresses or ids; the first that is known counts.
        public var named: [String]
        public var size: Size
        public var length: Length
        /// Whether it has sound where the file has.
        public var keepsSound = false
        /// Whether it has sound when nothing is known of the file.
        public var hasSoundByDefault = false
        /// What is said of a beginning beyond the end of the file, and the parameter that asks for it.
        public var start: (parameter: String, message: String)?
    }

    public let model: Model
    public let price: Price
    public let references: [Reference]
    public let sources: [Source]
    /// nil where the result is made from no other file.
    public let inherited: Inherited?
    /// How many pictures came as URLs.
    public let pictures: Int
    let values: Values

    /// The value in force of a parameter: what the client sent, else the default.
    public subscript(name: String) -> Node? {
        model.fields[name].flatMap { values.slots[$0] }
    }
}

/// How strictly an input is read.
public struct ValidationOptions: Sendable {
    /// Scalars of another type are read where they can be (`"5"` for 5); default off.
    public var coercesTypes: Bool
    /// Which empty values count as absent; default strict.
    public var emptyValues: EmptyValues
    /// The settings in force of those that `optional_with`, `only_with` and `not_with` name: a flag by its name, a choice as
    /// `name=value`.
    public var settingsOn: [String]

    public init(coercesTypes: Bool = false, emptyValues: EmptyValues = .strict, settingsOn: [String] = []) {
        self.coercesTypes = coercesTypes
        self.emptyValues = emptyValues
        self.settingsOn = settingsOn
    }
}
