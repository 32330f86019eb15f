/// A parameter behind one reference, so that looking at it copies nothing.
final class PreparedParameter: Sendable {
    let parameter: Parameter

    init(_ parameter: Parameter) {
        self.parameter = parameter
    }
}

/// A rule that may reject, behind one reference likewise.
final class PreparedCheck: Sendable {
    let condition: Condition
    let check: Check
    /// Its place among the model's rules.
    let rule: Int

    init(_ condition: Condition, _ check: Check, rule: Int) {
        self.condition = condition
        self.check = check
        self.rule = rule
    }

    func isBroken(by values: Values) -> Bool {
        condition.holds(in: values) && check.isBroken(by: values)
    }
}
