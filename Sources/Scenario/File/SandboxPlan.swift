import Documents
import Time

/// What a sandbox is to be made with: the body of `PUT sandboxes/NAME` and `POST sandboxes`.
///
/// It is read by the grammar of scenarios, so that its problems are told in the same words.
public struct SandboxPlan: Sendable {
    /// Where its scenario comes from.
    public enum Source: Sendable, Equatable {
        /// The scenario that the server was started with.
        case server
        /// One that the server knows by name.
        case named(String)
        /// A text in YAML.
        case text([UInt8])
        /// An object, written as JSON.
        case object([UInt8])
    }

    public enum Seed: Sendable, Equatable {
        case number(Int64)
        case fromName
    }

    public var source = Source.server
    /// How long it lives without being used, in real time; nil: until it is deleted.
    public var ttl: Duration?
    /// nil: as the scenario says.
    public var clock: Scenario.ClockPlan?
    /// nil: the scenario's own.
    public var seed: Seed?
    /// A test that it is made for: its name is made from that.
    public var test: String?

    public init() {}

    /// Reads a JSON object; an empty body asks for nothing special.
    ///
    /// - Parameter file: how messages call the body.
    public init(_ body: [UInt8], named file: String, vocabulary: Vocabulary) throws(BadScenario) {
        guard body.contains(where: { !" \t\r\n".utf8.contains($0) }) else { return }
        let root = try ScenarioLoader.tree(body, named: file, format: .json)
        var reader = Reader(grammar: Grammar(vocabulary), file: file)
        guard let reading = reader.read(root, as: .table(SandboxKeys.table), path: "") else {
            throw BadScenario(problems: reader.problems)
        }
        var builder = Builder(
            vocabulary: vocabulary, file: file, bodyFile: ScenarioLoader.refuse,
            environment: ScenarioLoader.refuseVariable)
        source = reading[SandboxKeys.scenario] ?? .server
        ttl = reading[SandboxKeys.ttl]
        clock = reading[SandboxKeys.clock].map { Scenario.ClockPlan($0, &builder) }
        seed = reading[SandboxKeys.seed]
        test = reading[SandboxKeys.test]
        if let ttl, let entry = reading.entry(SandboxKeys.ttl), ttl < Self.shortestLife {
            builder.report("a sandbox lives for `1s` at least", at: entry.value)
        }
        let problems = reader.problems + builder.problems
        guard problems.isEmpty else { throw BadScenario(problems: problems) }
    }

    /// The shortest `ttl` [chosen].
    private static let shortestLife = Duration.seconds(1)
}

enum SandboxKeys {
    static let table = Table("a sandbox", [scenario, ttl, clock, seed, test])

    static let scenario = Field(
        "scenario", Form<SandboxPlan.Source>.scenarioSource,
        "a text in YAML, an object, or the name of a scenario that the server knows; default: the server's own")
    static let ttl = Field("ttl", .duration, "it goes when it was not used for so long, in real time; default: never")
    static let clock = Field("clock", ClockKeys.form, "as in a scenario, and wins over the scenario's")
    static let seed = Field(
        "seed",
        .either(
            Form<SandboxPlan.Seed>.choice("seed", ["from_name": .fromName]),
            Form<Int>.integer(.min ... .max).map { .number(Int64($0)) }),
        "a number, or `from_name`; wins over the scenario's")
    static let test = Field("test", .text, "the full name of a test, from which the name of the sandbox is made")
}

extension Form<SandboxPlan.Source> {
    /// A text that is a name names a scenario; what a file would say has more than one word.
    fileprivate static var scenarioSource: Self {
        Form(.document) { reading in
            guard let text = reading.node.string else { return .object(reading.node.json(indent: 2)) }
            let isName =
                !text.isEmpty
                && text.utf8.allSatisfy { byte in
                    switch byte {
                    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                        true
                    default: false
                    }
                }
            return isName ? .named(text) : .text(Array(text.utf8))
        }
    }
}
