import Core
import DialectKit
import Documents

/// The words of getimg.md §4.2 for the two common problems of a field.
extension Rejection {
    init(missing param: String) {
        self.init(Refusal(.missingField, param: param), at: .fields)
    }

    init(invalid param: String, _ message: String, at stage: Stage = .fields) {
        self.init(Refusal(.invalidInput, message: message, param: param), at: stage)
    }

    init(unsupported value: String, of param: String, supported: [String], at stage: Stage) {
        let list = supported.joined(separator: ", ")
        self.init(invalid: param, "Invalid value '\(value)' for '\(param)'. Supported values: \(list).", at: stage)
    }
}

/// A mapping of a request, read field by field. Unknown fields are ignored, a repeated one counts with its last value, and
/// null is as good as absent [chosen].
struct Fields {
    private let members: Members
    /// `images[0].` for a field inside.
    private let prefix: String

    init(_ members: Members, prefix: String = "") {
        self.members = members
        self.prefix = prefix
    }

    func param(_ name: String) -> String { prefix + name }

    func required(_ name: String) throws(Rejection) -> String {
        guard let text = try text(name) else { throw Rejection(missing: param(name)) }
        return text
    }

    func text(_ name: String) throws(Rejection) -> String? {
        try read(name, as: "a string", \.string)
    }

    func integer(_ name: String) throws(Rejection) -> Int? {
        try read(name, as: "an integer") { $0.number?.int }
    }

    func flag(_ name: String) throws(Rejection) -> Bool? {
        try read(name, as: "a boolean", \.bool)
    }

    func list(_ name: String) throws(Rejection) -> [Node] {
        try read(name, as: "an array", \.array) ?? []
    }

    private func read<Value>(_ name: String, as kind: String, _ convert: (Node) -> Value?) throws(Rejection) -> Value? {
        guard let node = members[name], !node.isNull else { return nil }
        guard let value = convert(node) else {
            throw Rejection(invalid: param(name), "Invalid type for '\(param(name))': expected \(kind).")
        }
        return value
    }
}
