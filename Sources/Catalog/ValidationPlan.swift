import Documents

/// A default that a rule sets while its condition holds, instead of the parameter's own.
struct ConditionalDefault: Sendable {
    let condition: Condition
    let slot: Int
    let value: Node

    static func all(in rules: [Entry], fields: inout FieldTable) throws(CatalogFailure) -> [ConditionalDefault] {
        var defaults: [ConditionalDefault] = []
        for rule in rules {
            guard let value = rule.node("default_when") else { continue }
            let condition = try Condition(of: rule, fields: &fields)
            defaults.append(
                ConditionalDefault(condition: condition, slot: try fields.one("field", of: rule), value: value))
        }
        return defaults
    }
}

/// What a validation does, sorted at load by what it does first, so that no step looks at what does not concern it.
struct ValidationPlan: Sendable {
    let parameters: [PreparedParameter]
    /// All of them; fields that only rules name are not checked by themselves.
    let own: FieldSet
    /// Parameters with objects inside.
    let nested: FieldSet
    /// Parameters whose empty list is there all the same.
    let keepsEmpty: FieldSet
    /// Parameters that must be there.
    let required: FieldSet
    /// Parameters that only a setting may make optional.
    let optionalWith: [(slot: Int, setting: String)]
    let defaults: [(slot: Int, value: Node)]
    let conditionalDefaults: [ConditionalDefault]
    /// Enumerations whose letter case does not count.
    let caseless: [Int]
    /// Lists that may come as one text.
    let separated: [(slot: Int, separator: Character)]
    let drops: [(condition: Condition, fields: FieldSet)]
    let checks: [PreparedCheck]
    let references: [(slot: Int, outputKind: OutputKind, rule: Int)]
    let media: [(slot: Int, bounds: MediaBounds, rule: Int)]
    /// Parameters that are pictures by URL.
    let pictures: FieldSet
    /// Parameters whose objects hold pictures, with the fields that do.
    let nestedPictures: [(slot: Int, field: String)]

    init(parameters: [Parameter], rules: [Rule], conditionalDefaults: [ConditionalDefault]) {
        let numbered = parameters.enumerated().map { (slot: $0.offset, parameter: $0.element) }
        self.parameters = parameters.map(PreparedParameter.init)
        own = FieldSet(Array(parameters.indices))
        nested = FieldSet(numbered.filter { !$0.parameter.fields.isEmpty }.map(\.slot))
        keepsEmpty = FieldSet(numbered.filter(\.parameter.keepsEmpty).map(\.slot))
        required = FieldSet(numbered.filter(\.parameter.isRequired).map(\.slot))
        optionalWith = numbered.compactMap { slot, parameter in parameter.optionalWith.map { (slot, $0) } }
        defaults = numbered.compactMap { slot, parameter in parameter.standard.map { (slot, $0) } }
        self.conditionalDefaults = conditionalDefaults
        caseless = numbered.filter(\.parameter.ignoresCase).map(\.slot)
        separated = numbered.compactMap { slot, parameter in parameter.separator.map { (slot, $0) } }
        pictures = FieldSet(numbered.filter(\.parameter.namesPictures).map(\.slot))
        nestedPictures = numbered.flatMap { slot, parameter in
            parameter.fields.filter(\.namesPictures).map { (slot, $0.name) }
        }
        var drops: [(condition: Condition, fields: FieldSet)] = []
        var checks: [PreparedCheck] = []
        var references: [(slot: Int, outputKind: OutputKind, rule: Int)] = []
        var media: [(slot: Int, bounds: MediaBounds, rule: Int)] = []
        for (index, rule) in rules.enumerated() {
            switch rule.action {
            case .check(let check): checks.append(PreparedCheck(rule.condition, check, rule: index))
            case .drop(let fields): drops.append((rule.condition, fields))
            case .reference(let field, let kind): references.append((field, kind, index))
            case .media(let field, let bounds): media.append((field, bounds, index))
            case .nothing: break
            }
        }
        self.drops = drops
        self.checks = checks
        self.references = references
        self.media = media
    }
}
