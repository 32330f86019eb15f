import Core
import DialectKit
import Documents

extension Rejection {
    /// - Parameter kind: the word of `metadata.error_type`.
    init(
        _ message: String, param: String?, kind: ErrorKind = .invalidRequest, at stage: Stage = .fields
    ) {
        let reason: Refusal.Reason = kind == .invalidImage ? .invalidImage : .invalidInput
        self.init(
            Refusal(
                reason, message: message, param: param, facts: .found(["error_type": Node(.string(kind.rawValue))])),
            at: stage)
    }
}

/// Words of `metadata.error_type` that this emulator finds itself. Source: openrouter.md §4.2 [docs].
enum ErrorKind: String {
    case invalidRequest = "invalid_request"
    case invalidPrompt = "invalid_prompt"
    case invalidImage = "invalid_image"
    case tooLong = "string_too_long"
}

/// A mapping of a request, read field by field. Unknown fields are ignored, a repeated one counts with its last value, and
/// null is as good as absent [chosen].
struct Fields {
    private let members: Members
    /// `input_references[0].` for a field inside.
    private let prefix: String

    init(_ members: Members, prefix: String = "") {
        self.members = members
        self.prefix = prefix
    }

    func param(_ name: String) -> String { prefix + name }

    func required(_ name: String) throws(Rejection) -> String {
        guard let text = try text(name) else {
            throw Rejection("\(param(name)): required, but missing", param: param(name))
        }
        return text
    }

    func text(_ name: String) throws(Rejection) -> String? {
        try read(name, as: "a string", \.string)
    }

    /// A text that is one of a few.
    func word(_ name: String, of known: [String]) throws(Rejection) -> String? {
        guard let text = try text(name) else { return nil }
        guard known.contains(text) else {
            throw Rejection(
                "\(param(name)): expected one of \(known.joined(separator: ", ")), got `\(text.shortened)`",
                param: param(name))
        }
        return text
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws(Rejection) -> Int? {
        guard let number = try number(name) else { return nil }
        guard let integer = number.int, range.contains(integer) else {
            throw Rejection(
                "\(param(name)): expected an integer from \(range.lowerBound) to \(range.upperBound), "
                    + "got \(number.text.shortened)", param: param(name))
        }
        return integer
    }

    /// An integer of any size.
    func number(_ name: String) throws(Rejection) -> Number? {
        try read(name, as: "an integer") { $0.number.flatMap { $0.isIntegral ? $0 : nil } }
    }

    func flag(_ name: String) throws(Rejection) -> Bool? {
        try read(name, as: "a boolean", \.bool)
    }

    func list(_ name: String) throws(Rejection) -> [Node] {
        try read(name, as: "an array", \.array) ?? []
    }

    func object(_ name: String) throws(Rejection) -> Members? {
        try read(name, as: "an object", \.object)
    }

    func strings(_ name: String) throws(Rejection) -> [String] {
        try read(name, as: "an array of strings") { node in
            guard let nodes = node.array else { return nil }
            let strings = nodes.compactMap(\.string)
            return strings.count == nodes.count ? strings : nil
        } ?? []
    }

    /// The field itself, whatever it is.
    func raw(_ name: String) -> Node? {
        guard let node = members[name], !node.isNull else { return nil }
        return node
    }

    private func read<Value>(_ name: String, as kind: String, _ convert: (Node) -> Value?) throws(Rejection) -> Value? {
        guard let node = raw(name) else { return nil }
        guard let value = convert(node) else {
            throw Rejection("\(param(name)): expected \(kind), got \(node.kindName)", param: param(name))
        }
        return value
    }
}

extension String {
    /// So that an error about a long text stays short.
    var shortened: String {
        unicodeScalars.count <= 60 ? self : String(String.UnicodeScalarView(unicodeScalars.prefix(57))) + "..."
    }
}
