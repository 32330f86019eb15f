import Documents

/// A model as the catalog describes it, prepared for validation.
public final class Model: Sendable {
    /// As in `google/veo-3.1-fast`.
    public let id: String
    public let name: String
    /// The list a model stands in; the output may be of another kind (a transcript stands under audio).
    public let modality: OutputKind
    public let family: String
    public let operation: String
    public let summary: String
    public let parameters: [Parameter]
    public let rules: [Rule]
    public let output: Output
    public let pricing: Pricing
    public let typicalTime: TypicalTime
    /// Its tasks wait longer than others before they run.
    public let queuesLong: Bool

    let fields: FieldTable
    let plan: ValidationPlan
    let inheritances: [Inheritance]

    private static let keys: Set<String> = [
        "id", "name", "modality", "family", "operation", "description", "parameters_source", "parameters", "rules",
        "output",
        "pricing", "typical_seconds", "queues_long", "docs", "drift", "note",
    ]

    init(reading entry: Entry) throws(CatalogFailure) {
        try entry.allowOnly(Self.keys)
        id = try entry.string("id")
        name = try entry.string("name")
        let modality = try entry.string("modality")
        guard let modality = OutputKind(rawValue: modality) else {
            throw entry.failure("unknown modality \(modality)", key: "modality")
        }
        self.modality = modality
        family = try entry.string("family")
        operation = try entry.string("operation")
        summary = try entry.string("description")
        queuesLong = try entry.bool("queues_long") ?? false
        guard let outputs = try entry.entry("output"), let pricing = try entry.entry("pricing"),
            let seconds = try entry.entry("typical_seconds")
        else { throw entry.failure("output, pricing and typical_seconds are needed") }
        output = try Output(reading: outputs)
        typicalTime = try TypicalTime(reading: seconds)

        var fields = FieldTable()
        var parameters = try Self.parameters(of: entry, fields: &fields)
        let rules = try Self.rules(of: entry, fields: &fields)
        self.pricing = try Pricing(reading: pricing, fields: &fields)
        let ruleEntries = try entry.entries("rules")
        let defaults = try ConditionalDefault.all(in: ruleEntries, fields: &fields)
        inheritances = try Inheritance.all(of: outputs, fields: &fields)
        guard fields.names.count <= FieldSet.capacity else {
            throw entry.failure("more than \(FieldSet.capacity) fields in parameters and rules")
        }
        for rule in rules { rule.takeOver(from: &parameters) }
        try Self.checkForbiddenFields(of: parameters, in: entry, by: rules, fields: fields)
        self.parameters = parameters
        self.rules = rules
        self.fields = fields
        plan = ValidationPlan(parameters: parameters, rules: rules, conditionalDefaults: defaults)
    }

    private static func parameters(of entry: Entry, fields: inout FieldTable) throws(CatalogFailure) -> [Parameter] {
        var parameters: [Parameter] = []
        for item in try entry.entries("parameters") {
            let parameter = try Parameter(reading: item)
            guard fields.slot(parameter.name) == parameters.count else {
                throw item.failure("the parameter \(parameter.name) comes twice", key: "name")
            }
            parameters.append(parameter)
        }
        return parameters
    }

    private static func rules(of entry: Entry, fields: inout FieldTable) throws(CatalogFailure) -> [Rule] {
        var rules: [Rule] = []
        for item in try entry.entries("rules") { rules.append(try Rule(reading: item, fields: &fields)) }
        return rules
    }

    /// `forbidden_fields` of items carries no message, so a rule must say it.
    private static func checkForbiddenFields(
        of parameters: [Parameter], in entry: Entry, by rules: [Rule], fields: FieldTable
    ) throws(CatalogFailure) {
        for parameter in parameters {
            for field in parameter.forbiddenFields {
                let isSaid = rules.contains { rule in
                    guard case .check(.items(fields[parameter.name], .forbidden(field))) = rule.action else {
                        return false
                    }
                    return true
                }
                guard isSaid else { throw entry.failure("no item_rule forbids \(parameter.name)[].\(field)") }
            }
        }
    }
}
