import Core

/// Some of the steps that a rule can name.
public struct StepSet: OptionSet, Sendable, Hashable {
    public let rawValue: UInt16

    public init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    public init(_ step: Step) {
        rawValue = 1 << UInt16(step.place)
    }

    init(_ steps: some Sequence<Step>) {
        self = steps.reduce(into: []) { $0.insert(StepSet($1)) }
    }

    public static let all = StepSet(rawValue: (1 << UInt16(Step.count)) - 1)
    static let connect = StepSet(.connect)
    static let create = StepSet(.create)
    static let poll = StepSet(.poll)
    static let stream = StepSet(.stream)
    static let download = StepSet(.download)
    static let webhook = StepSet(.webhook)
    /// Steps at which a client's request gets an answer.
    static let answered = all.subtracting([.connect, .webhook])
    /// Steps at which a job comes into being.
    static let made: StepSet = [create, stream]

    /// In the order of `Step.allCases`.
    public var steps: [Step] {
        Step.allCases.filter { contains(StepSet($0)) }
    }
}

extension Step {
    static let count = 11
}

/// Some of the providers.
public struct ProviderSet: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    public init(_ provider: Provider) {
        rawValue = 1 << UInt8(provider.place)
    }

    public init(_ providers: some Sequence<Provider>) {
        self = providers.reduce(into: []) { $0.insert(ProviderSet($1)) }
    }

    public static let all = ProviderSet(Provider.allCases)

    /// In the order of `Provider.allCases`.
    public var providers: [Provider] {
        Provider.allCases.filter { contains(ProviderSet($0)) }
    }
}

extension Provider {
    static let count = 5
}
