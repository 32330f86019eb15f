import Documents

/// One knob of a provider: what a scenario may write under `settings` and what it does.
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
    private var values: [String: SettingValue]

    public init(_ values: [String: SettingValue] = [:]) {
        self.values = values
    }

    public subscript(name: String) -> SettingValue? { values[name] }

    public func flag(_ name: String) -> Bool {
        if case .boolean(let value) = values[name] { value } else { false }
    }

    public func integer(_ name: String) -> Int {
        if case .integer(let value) = values[name] { value } else { 0 }
    }

    public func duration(_ name: String) -> Duration {
        if case .duration(let value) = values[name] { value } else { .zero }
    }

    public func money(_ name: String) -> Money {
        if case .money(let value) = values[name] { value } else { .zero }
    }

    public func text(_ name: String) -> String {
        if case .text(let value) = values[name] { value } else { "" }
    }

    public func secrets(_ name: String) -> [WebhookSecret] {
        if case .secrets(let value) = values[name] { value } else { [] }
    }

    public func limits(_ name: String) -> LimitSetting {
        if case .limits(let value) = values[name] { value } else { .off }
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
