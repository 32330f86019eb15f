import Documents

/// One parameter of a model, or one field of an object inside it.
public struct Parameter: Sendable {
    public let name: String
    public let type: ValueType
    /// Whether it must be there. False for `conditional`: then a rule says when.
    public internal(set) var isRequired: Bool
    /// A setting under which it may be left out although it is required.
    public let optionalWith: String?
    /// The values a message offers; empty: any.
    public let offered: [Node]
    /// Further values that are taken without being offered, or that a rule refuses in its own words.
    public internal(set) var alsoAccepted: [Node]
    /// For `number|string`: the words among the numbers.
    public let words: [String]
    public let ignoresCase: Bool
    /// What stands between the items of a list that came as a text; nil: none does.
    let separator: Character?
    public let standard: Node?
    public let minimum: Decimal?
    public let maximum: Decimal?
    /// In characters.
    public let maximumLength: Int?
    public let maximumItemLength: Int?
    public internal(set) var minimumItems: Int?
    public internal(set) var maximumItems: Int?
    /// What the objects in it hold: those of a list, or the object itself.
    public internal(set) var fields: [Parameter]
    /// Items of another kind are left to a rule, which refuses them in its own words.
    var leavesItemKindToRule = false
    /// An empty list is there all the same, because a rule speaks of it.
    var keepsEmpty = false
    /// Keys of the items that a rule must forbid.
    let forbiddenFields: [String]

    /// Whether it is one or more URLs of pictures, by its name.
    public var namesPictures: Bool {
        (type.alternatives.contains(.url) || type.alternatives.contains(.array(.url)))
            && (name.contains("image") || name.contains("frame"))
    }
}
