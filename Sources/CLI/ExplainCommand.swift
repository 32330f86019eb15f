import ArgumentParser
import UnderstudyServer

/// `understudy explain`
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Say which rule of a scenario decides about a request, and why the others do not.",
        discussion: """
            The request is described by the keys that `match` has, `on` for the step (default create) and `at` for the \
            time since the scenario was loaded. It counts as the first one of all.

            Values of `body.…` are JSON where they read as such: a number is a number, and a text that looks like one stands in \
            double quotes, which a shell wants in single ones. Elsewhere a value in double quotes is the text between them.

            Examples:
              understudy explain drill.yaml --request provider=getimg model=google/veo-3 prompt="a paper boat"
              understudy explain drill.yaml --request provider=llm-stats 'prompt="12"' 'body.input.seed="12"' body.input.n=2
              understudy explain drill.yaml --request provider=llm-stats on=poll job.polls=1 at=30s
            """)

    @Argument(
        help:
            "The scenario file, `-` for standard input, or the name of a shipped one; further ones are there for `use`."
    )
    var files: [String]

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("The request: `provider=…`, and what else a rule may ask for.", valueName: "key=value"))
    var request: [String]

    func run() throws {
        do {
            let files = try files.map { try ScenarioFolder.read($0, orInput: true) }
            let set = try ScenarioSet(files, dialects: try Dialects(), environment: Serving.variable)
            Files.writeOutput(try set.explain(request))
        } catch let failure as ScenarioSet.Failure {
            throw Stop(message: failure.description, code: Stop.wrongUsage)
        }
    }
}
