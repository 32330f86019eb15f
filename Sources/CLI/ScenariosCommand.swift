import ArgumentParser
import UnderstudyServer

/// `understudy scenarios`
struct ScenariosCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenarios",
        abstract: "List the shipped scenarios, or print one for a copy of your own.",
        discussion: """
            Their names stand in the place of a file after `--scenario`, `check` and `explain`, in `use` of a file of yours, and \
            where the control API takes a scenario. A file of that name goes before.

            Examples:
              understudy scenarios
              understudy scenarios lost-answer > drill.yaml
              understudy serve --scenario lost-answer
            """)

    @Argument(help: "One of them: its text is printed.")
    var name: String?

    @Flag(help: "The list as a JSON array, for programs.")
    var json = false

    func run() throws {
        guard let name else { return Files.writeOutput(ShippedScenarios.list(json: json)) }
        guard let text = ShippedScenarios.text(name) else {
            throw Stop(message: "understudy: \(ShippedScenarios.reasonForLack(of: name))", code: Stop.wrongUsage)
        }
        _ = Files.writeDocument(text)
    }
}
