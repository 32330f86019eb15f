import Core
import Documents
import Matching
import Time

/// Why a value does not fit, in words.
struct Misfit: Error {
    var message: String

    init(_ message: String) {
        self.message = message
    }
}

extension Scalar {
    func read(_ node: Node) throws(Misfit) -> Reading.Content {
        switch self {
        case .boolean: .flag(try require(node.bool, node))
        case .yes: .flag(try require(node.bool.flatMap { $0 ? true : nil }, node))
        case .integer(let range): .integer(try inside(range, require(node.number?.int, node), node))
        case .number(let range): .number(try inside(range, require(node.number?.double, node), node))
        case .money: try money(node)
        case .text(let form): try text(node, form)
        case .duration: .duration(try withUnit(node, Units.duration, example: "s"))
        case .seconds: .duration(try withUnit(node, Units.seconds, example: "s"))
        case .signedDuration: .duration(try withUnit(node, Units.signedDuration, example: "s"))
        case .size: .integer(try require(written(node).flatMap { Units.size($0[...]) }, node))
        case .byteRate: .integer(try withUnit(node, Units.byteRate, example: "B/s"))
        case .rate: try rate(node)
        case .timestamp:
            .timestamp(try require(node.string.flatMap { Timestamp(iso8601: $0, requiresZone: true) }, node))
        case .glob: .text(try require(written(node).flatMap { (1...1000).contains($0.utf8.count) ? $0 : nil }, node))
        case .regularExpression: try expression(node)
        }
    }

    private func require<Value>(_ value: Value?, _ node: Node) throws(Misfit) -> Value {
        guard let value else { throw misfit(node) }
        return value
    }

    private func misfit(_ node: Node) -> Misfit {
        Misfit("expected \(expectation), found \(found(node))")
    }

    private func inside<Value>(_ range: ClosedRange<Value>, _ value: Value, _ node: Node) throws(Misfit) -> Value {
        guard range.contains(value) else { throw misfit(node) }
        return value
    }

    private func money(_ node: Node) throws(Misfit) -> Reading.Content {
        let amount = try require(written(node).flatMap { Decimal(text: $0) }, node)
        let money = Money(amount)
        guard money >= .zero, money.decimal == amount else {
            throw Misfit("expected \(expectation), with at most six places, found \(found(node))")
        }
        return .money(money)
    }

    /// A number or a boolean is taken as it was written: `x-attempt: 5` needs no quotes.
    private func text(_ node: Node, _ form: TextForm) throws(Misfit) -> Reading.Content {
        let text = try require(written(node) ?? node.bool.map { $0 ? "true" : "false" }, node)
        guard form.accepts(text) else { throw misfit(node) }
        return .text(text)
    }

    private func withUnit<Value>(
        _ node: Node, _ read: (Substring) -> Value?, example: String
    ) throws(Misfit) -> Value {
        if let text = written(node), let value = read(text[...]) { return value }
        if let number = node.number {
            throw Misfit("`\(number.text)` has no unit; did you mean `\(number.text)\(example)`?")
        }
        throw misfit(node)
    }

    private func rate(_ node: Node) throws(Misfit) -> Reading.Content {
        let (count, per) = try require(node.string.flatMap { Units.rate($0[...]) }, node)
        return .rate(Rate(count, per: per))
    }

    private func expression(_ node: Node) throws(Misfit) -> Reading.Content {
        let pattern = try require(node.string, node)
        do {
            return .expression(try RegularExpression(pattern))
        } catch {
            throw Misfit(
                "`\(shortened(pattern))` is no regular expression: \(error.message), after \(error.offset) bytes")
        }
    }

    /// The text of a string or of a number.
    private func written(_ node: Node) -> String? {
        node.string ?? node.number?.text
    }
}

/// What stands there, for a message: a short text itself, else its kind.
func found(_ node: Node) -> String {
    if let text = node.string {
        // `"1"` in quotes is no number, which nobody would see otherwise.
        let looksOtherwise = Decimal(text: text) != nil || text == "true" || text == "false"
        return (looksOtherwise ? "the text " : "") + "`\(shortened(text))`"
    }
    if let number = node.number { return "`\(shortened(number.text))`" }
    if let bool = node.bool { return "`\(bool)`" }
    return node.kindName
}

/// The beginning of a text on one line, for messages.
func shortened(_ text: String) -> String {
    let line = String(String.UnicodeScalarView(text.unicodeScalars.prefix(60).map { $0.value < 0x20 ? " " : $0 }))
    return text.unicodeScalars.count > 60 ? line + "…" : line
}
