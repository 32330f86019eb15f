import Documents

/// One rule of a model across its parameters.
public struct Rule: Sendable {
    /// Every kind of the catalog's `conventions.rule_kinds`.
    public enum Kind: String, Sendable, CaseIterable {
        case mutuallyExclusive = "mutually_exclusive"
        case requires
        case requiresValue = "requires_value"
        case required
        case requiredOneOf = "required_one_of"
        case requiredOneOfWhen = "required_one_of_when"
        case exactlyOneOf = "exactly_one_of"
        case requiredWhen = "required_when"
        case conditionalValue = "conditional_value"
        case fieldScope = "field_scope"
        case forbiddenField = "forbidden_field"
        case forbiddenWhen = "forbidden_when"
        case forbiddenValue = "forbidden_value"
        case ignoredField = "ignored_field"
        case maxItems = "max_items"
        case arraySize = "array_size"
        case maxTotal = "max_total"
        case sumRange = "sum_range"
        case maxLengthWhen = "max_length_when"
        case itemRule = "item_rule"
        case order
        case taskReference = "task_reference"
        case externalMedia = "external_media"
        case modeSwitch = "mode_switch"
        case inherit
        case billing
    }

    public enum Effect: String, Sendable, CaseIterable {
        /// The request is refused with the rule's message.
        case reject
        /// The fields are dropped.
        case ignore
        /// The provider sets the value itself; the client's own has no effect.
        case force
        /// A field selects the mode. Nothing follows for the request; prices ask for the field themselves.
        case `switch`
        /// Changes the price, which the tiers already say.
        case bill
        /// The task fails later on account of a file behind a URL. That can only be decided of files that the server keeps
        /// itself, never from the request: see `Validated.sources`.
        case failTask = "fail_task"
    }

    public let id: String
    public let kind: Kind
    public let effect: Effect
    /// What a client hears; only rules that reject have one.
    public let message: String?
    let condition: Condition
    let action: Action
    /// The parameter that a violation names.
    let subject: String

    enum Action: Sendable {
        case check(Check)
        case drop(FieldSet)
        case reference(field: Int, outputKind: OutputKind)
        case media(field: Int, MediaBounds)
        case nothing
    }
}

/// What a file behind a URL must be like; nil is without a bound.
public struct MediaBounds: Sendable, Equatable {
    public var mostBytes: Int?
    public var leastSeconds: Int?
    public var mostSeconds: Int?
}

/// What a rule that rejects looks at; it is broken when `isBroken` says so.
enum Check: Sendable {
    case mutuallyExclusive([FieldSet])
    case requires(FieldSet, all: FieldSet, any: FieldSet)
    case requiresValue(FieldSet, [Test])
    case required(FieldSet)
    case requiredOneOf(FieldSet)
    case exactlyOneOf(FieldSet)
    case allowedValues(Int, [Node])
    case scopedValue(Int, Node, [Test])
    case scopedFields(FieldSet, [Test])
    case forbiddenFields(FieldSet)
    case forbiddenValues(Int, [Node])
    case itemCount(Int, ClosedRange<Int>)
    case total([ValuePath], most: Int)
    case sum(ValuePath, least: Decimal, most: Decimal)
    case lengths([(slot: Int, most: Int)])
    case items(Int, ItemCheck)
    case order(lower: Int, upper: Int, mayBeEqual: Bool)
}

/// What each item of a list must be.
enum ItemCheck: Sendable {
    case minimumItems(field: String, Int)
    case fieldKind(field: String, ValueType.Kind)
    case forbidden(field: String)
    case kind(ValueType.Kind)
    case exactlyOneOf([String])
    case requiredOneOf([String])
    case required([String])
}
