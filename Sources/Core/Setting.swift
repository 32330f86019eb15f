import Documents

/// One setting of a provider: what a scenario may write under `settings` and what it does.
public struct SettingDefinition: Sendable {
    public enum Kind: Sendable, Equatable {
        case boolean
        case integer(ClosedRange<Int>)
        case duration
        case money
        case string
        /// One of these words or integers, as text.
        case choice([String])
        /// Secrets for webhooks, newest first, separated by spaces; `env:NAME` is the value of an environment variable.
        case secrets
        /// `off`, `provider`, or a mapping as in `accounts[].limits`.
        case limits
    }

    public var name: String
    public var kind: Kind
    /// As it would be written in a scenario.
    public var standard: Node
    /// For people, with the source mark of the fact behind it.
    public var help: String

    public init(_ name: String, _ kind: Kind, default standard: Node, _ help: String) {
        self.name = name
        self.kind = kind
        self.standard = standard
        self.help = help
    }
}

/// The settings of one provider in force: what the scenario says, else each definition's default.
public struct Settings: Sendable {
    private let table: Table

    public init(_ values: [String: SettingValue] = [:]) {
        table = Table(values)
    }

    /// The same, but nothing is limited.
    public var withoutLimits: Settings {
        Settings(
            table.all.mapValues { value in
                if case .limits = value { .limits(.off) } else { value }
            })
    }

    public subscript(name: String) -> SettingValue? { table[name] }

    public func flag(_ name: String) -> Bool {
        if case .boolean(let value) = self[name] { value } else { false }
    }

    public func integer(_ name: String) -> Int {
        if case .integer(let value) = self[name] { value } else { 0 }
    }

    public func duration(_ name: String) -> Duration {
        if case .duration(let value) = self[name] { value } else { .zero }
    }

    public func money(_ name: String) -> Money {
        if case .money(let value) = self[name] { value } else { .zero }
    }

    public func text(_ name: String) -> String {
        if case .text(let value) = self[name] { value } else { "" }
    }

    public func secrets(_ name: String) -> [WebhookSecret] {
        if case .secrets(let value) = self[name] { value } else { [] }
    }

    public func limits(_ name: String) -> LimitSetting {
        if case .limits(let value) = self[name] { value } else { .off }
    }
}

/// Rows and no dictionary: a provider has a dozen or two, most of them told apart by the length of their names, and hashing a
/// name takes longer than that. An object, since settings go with every answer.
private final class Table: Sendable {
    private let lengths: [Int]
    private let names: [String]
    private let values: [SettingValue]

    init(_ values: [String: SettingValue]) {
        names = Array(values.keys)
        lengths = names.map(\.utf8.count)
        self.values = Array(values.values)
    }

    var all: [String: SettingValue] { Dictionary(zip(names, values)) { first, _ in first } }

    subscript(name: String) -> SettingValue? {
        let length = name.utf8.count
        for index in lengths.indices where lengths[index] == length && names[index] == name { return values[index] }
        return nil
    }
}

public enum SettingValue: Sendable, Equatable {
    case boolean(Bool)
    case integer(Int)
    case duration(Duration)
    case money(Money)
    /// A string or a chosen word.
    case text(String)
    case secrets([WebhookSecret])
    case limits(LimitSetting)
}

public enum LimitSetting: Sendable, Equatable {
    case off
    /// The numbers of the provider's specification.
    case provider
    case custom(Limits)
}
