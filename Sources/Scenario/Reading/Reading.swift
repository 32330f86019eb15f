import Core
import Documents
import Matching
import Time

/// A value of the file in the type that its shape asked for, with the place and the path it stands at.
/// What was wrong is reported and missing here, so that the rest can still be judged.
struct Reading: Sendable {
    indirect enum Content: Sendable {
        case null
        case flag(Bool)
        /// Whole numbers; bytes for sizes, bytes per second for byte rates.
        case integer(Int)
        case number(Double)
        case money(Money)
        /// Texts, words and globs.
        case text(String)
        case duration(Duration)
        case rate(Rate)
        case timestamp(Timestamp)
        case expression(RegularExpression)
        case list([Reading])
        case table([Entry])
    }

    struct Entry: Sendable {
        var key: String
        var keyPlace: Place
        var value: Reading
    }

    var content: Content
    /// As it was written.
    var node: Node
    var path: String

    var place: Place { node.place }
}

extension Reading {
    var entries: [Entry] {
        if case .table(let entries) = content { entries } else { [] }
    }

    var items: [Reading] {
        if case .list(let items) = content { items } else { [] }
    }

    func entry(_ key: some Keyed) -> Entry? { entry(named: key.name) }

    /// For names that the vocabulary brings: those of providers and of their settings.
    func entry(named name: String) -> Entry? {
        entries.first { $0.key == name }
    }

    var isTable: Bool {
        if case .table = content { true } else { false }
    }

    var text: String? {
        if case .text(let text) = content { text } else { nil }
    }

    var flag: Bool? {
        if case .flag(let flag) = content { flag } else { nil }
    }

    var integer: Int? {
        if case .integer(let integer) = content { integer } else { nil }
    }

    var number: Double? {
        if case .number(let number) = content { number } else { nil }
    }

    var money: Money? {
        if case .money(let money) = content { money } else { nil }
    }

    var duration: Duration? {
        if case .duration(let duration) = content { duration } else { nil }
    }

    var rate: Rate? {
        if case .rate(let rate) = content { rate } else { nil }
    }

    var timestamp: Timestamp? {
        if case .timestamp(let timestamp) = content { timestamp } else { nil }
    }

    var expression: RegularExpression? {
        if case .expression(let expression) = content { expression } else { nil }
    }

    var texts: [String] { items.compactMap(\.text) }
}
