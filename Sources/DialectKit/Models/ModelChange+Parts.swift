import Core
import Documents

extension ParameterDescription {
    /// The values that it offers, the usual one first.
    public func values(at path: [String]) throws(ModelProblem) -> [Node] {
        guard !offer.isEmpty else {
            throw ModelProblem("`\(name)` needs `enum`, the values that it offers", at: path)
        }
        return offer
    }

    /// How large it may be, or how many it may hold.
    public func limit(_ number: Int?, named key: String, at path: [String]) throws(ModelProblem) -> Node {
        guard let number else { throw ModelProblem("`\(name)` needs `\(key)`", at: path) }
        guard number >= 0 else { throw ModelProblem("`\(key)` must not be negative", at: path + [key]) }
        return Node(.number(Number(number)))
    }
}

extension ModelProblem {
    /// A parameter that no model of the provider has.
    public init(parameter name: String, known: [String], at path: [String]) {
        self.init("unknown parameter", at: path, unknown: name, known: known)
    }

    /// A parameter that every model of the provider has.
    public init(irremovable name: String, at path: [String]) {
        self.init("`\(name)` cannot be removed: every model of the provider has it", at: path)
    }
}

extension Decimal {
    /// As a number of a document.
    public var node: Node { Node(.number(Number(text: text))) }
}
