import ArgumentParser
import UnderstudyServer

/// `understudy models`
struct ModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "List the models that requests can name, those of a scenario too.",
        discussion: """
            For each: its id, what it makes, what one unit of its plainest request costs, and where a scenario added it. \
            Scenario files are given as for `check`; the first one plays.

            Examples:
              understudy models getimg
              understudy models lemondata drill.yaml --json
            """)

    @Argument(help: "A provider, for its models alone.")
    var provider: String?

    @Argument(help: "Scenario files (YAML, or JSON by its ending).")
    var files: [String] = []

    @Flag(help: "A JSON array, for programs.")
    var json = false

    func run() throws {
        // `understudy models drill.yaml` names no provider.
        let isFile = provider?.contains { $0 == "." || $0 == "/" } ?? false
        let set = try ScenarioFolder.load((isFile ? [provider ?? ""] : []) + files, dialects: try Dialects())
        do {
            Files.writeOutput(try set.models(of: isFile ? nil : provider, json: json))
        } catch {
            throw Stop(message: error.description, code: Stop.wrongUsage)
        }
    }
}
