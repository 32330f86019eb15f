import ArgumentParser
import Core
import Scenario
import UnderstudyServer

/// What `drill` and `run` take alike: the command, and how it finds the providers.
struct CommandOptions: ParsableArguments {
    @Option(
        help: "A scenario file (YAML, or JSON by its ending). The first one plays; further ones are there for `use`.")
    var scenario: [String] = []

    @Option(
        help: ArgumentHelp(
            "Set the variables of that provider alone; repeatable. Without it those of all are set.",
            valueName: "provider"))
    var provider: [String] = []

    @Option(
        help: ArgumentHelp(
            "One more variable for the command; repeatable. `IMAGE_API={getimg}` is its base URL, `{getimg.url}` its host, `{getimg.key}` a key.",
            valueName: "name=template"))
    var env: [String] = []

    @Argument(
        parsing: .postTerminator,
        help: ArgumentHelp("The command and its arguments, behind `--`.", valueName: "command"))
    var command: [String] = []
}

/// What has been read and found right of the options of `drill` and `run`.
struct CommandSetup {
    let command: [String]
    let dialects: Dialects
    let scenarios: ScenarioSet
    /// Whose variables are set; nil: those of all.
    private let providers: Set<Provider>?
    private let given: [GivenVariable]

    init(_ options: CommandOptions, of name: String) throws(Stop) {
        guard let first = options.command.first, !first.isEmpty else {
            throw Stop(
                message: "understudy: the command stands behind `--`, as in `understudy \(name) … -- pytest -q`.",
                code: Stop.wrongUsage)
        }
        command = options.command
        providers = try Self.providers(options.provider)
        do {
            given = try options.env.map { try GivenVariable($0) }
            dialects = try Dialects()
        } catch {
            throw Stop(message: "understudy: \(error)", code: Stop.wrongUsage)
        }
        scenarios = try ScenarioFolder.load(options.scenario, dialects: dialects)
    }

    /// All variables of the command that are not those of this program.
    func variables(for service: Service) -> [(name: String, value: String)] {
        let environment = service.commandEnvironment
        let exceptions = CommandEnvironment.proxyExceptions(
            upper: Serving.variable("NO_PROXY"), lower: Serving.variable("no_proxy"))
        let variables =
            environment.variables(of: providers) + exceptions + given.map { ($0.name, $0.value(in: environment)) }
        // What is given by name goes before what is set for all.
        return Array(Dictionary(variables) { _, last in last }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
    }

    private static func providers(_ names: [String]) throws(Stop) -> Set<Provider>? {
        if names.isEmpty { return nil }
        let known = Provider.allCases.map(\.rawValue)
        var providers: Set<Provider> = []
        for name in names {
            guard let provider = Provider(rawValue: name) else {
                let meant = Suggestion.nearest(to: name, in: known).map { "did you mean `\($0)`?" }
                throw Stop(
                    message:
                        "understudy: --provider knows no `\(name)`; \(meant ?? "there is \(Suggestion.list(known)).")",
                    code: Stop.wrongUsage)
            }
            providers.insert(provider)
        }
        return providers
    }
}
