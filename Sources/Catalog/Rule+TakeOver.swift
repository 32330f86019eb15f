/// A rule that repeats a bound of a parameter says it in its own words, so the parameter's own check steps back. Without that
/// the rule could never be heard, because parameters are checked before rules.
extension Rule {
    func takeOver(from parameters: inout [Parameter]) {
        guard condition.isAlways, case .check(let check) = action else { return }
        switch check {
        case .itemCount(let slot, let range):
            Self.change(slot, in: &parameters) { parameter in
                if range.lowerBound > 0 { parameter.keepsEmpty = true }
                if let least = parameter.minimumItems, range.lowerBound >= least { parameter.minimumItems = nil }
                if let most = parameter.maximumItems, range.upperBound <= most { parameter.maximumItems = nil }
            }
        case .forbiddenValues(let slot, let values):
            Self.change(slot, in: &parameters) { $0.alsoAccepted += values }
        case .items(let slot, let check):
            Self.change(slot, in: &parameters) { check.takeOver(from: &$0) }
        default: break
        }
    }

    /// A slot past the parameters is a field that only rules name.
    private static func change(_ slot: Int, in parameters: inout [Parameter], _ change: (inout Parameter) -> Void) {
        if slot < parameters.count { change(&parameters[slot]) }
    }
}

extension ItemCheck {
    fileprivate func takeOver(from parameter: inout Parameter) {
        switch self {
        case .kind: parameter.leavesItemKindToRule = true
        case .minimumItems(let name, let least):
            for index in parameter.fields.indices where parameter.fields[index].name == name {
                parameter.fields[index].keepsEmpty = true
                if let own = parameter.fields[index].minimumItems, least >= own {
                    parameter.fields[index].minimumItems = nil
                }
            }
        case .required(let names):
            for index in parameter.fields.indices where names.contains(parameter.fields[index].name) {
                parameter.fields[index].isRequired = false
            }
        case .forbidden, .exactlyOneOf, .requiredOneOf, .fieldKind: break
        }
    }
}
