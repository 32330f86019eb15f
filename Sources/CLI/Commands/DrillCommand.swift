import ArgumentParser
import Reports
import Scenario
import UnderstudyServer

/// `understudy drill`
struct DrillCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drill",
        abstract: "Run a command while things go wrong, and judge what it did.",
        discussion: """
            The command runs once on a healthy day and then under the scenario, each time against a fresh server on free ports, one \
            for each provider as in production. It finds them in its environment, as `understudy help run` says. Then `expect` of the \
            scenario is judged by the requests that came. Its output is left as it is; what is said of it goes to standard error.

            Exit codes, the first that applies: 2 wrong usage, bad scenario or a command that cannot be started; 3 could not \
            listen; 4 the command failed on the healthy day, so nothing was drilled; 1 the verdict failed; 4 the command failed and the \
            scenario does not expect it; 5 inconclusive; 0 fine. Stopped by a signal: 128 and its number.

            Examples:
              understudy drill --scenario drill.yaml -- pytest -q tests/test_client.py
              understudy drill --scenario drill.yaml --junit r.xml --html r.html -- npm test
              understudy drill --scenario flaky.yaml --seeds 1..20 --product 'out/*.png' -- ./client.sh
            """)

    @OptionGroup var options: CommandOptions
    @OptionGroup var reports: ReportOptions

    @Flag(
        name: .customLong("no-healthy"),
        help: "Do not run the command on a healthy day first, without rules, phases, balances and limits.")
    var leavesOutHealthy = false

    @Option(help: ArgumentHelp("When the healthy day comes: `first`.", valueName: "when"))
    var healthy = HealthyTime.first

    @Option(help: ArgumentHelp("How often the scenario is run with each seed.", valueName: "count"))
    var `repeat` = 1

    @Option(
        help: "The seeds to run it with, one after the other: `7`, `1..20`, `1,5,9`. Without it that of the scenario.")
    var seeds: String?

    @Option(
        help: ArgumentHelp(
            "Files that the command is to produce; repeatable. Each that it makes is compared with those that the server made.",
            valueName: "glob"))
    var product: [String] = []

    @Option(
        help:
            "How long the command may take in real time, such as `90s`; then it is ended. Without it, as long as it wants."
    )
    var patience: String?

    @Flag(help: "End with 0 instead of 5 where something could not be judged.")
    var allowInconclusive = false

    @Flag(help: "Say the verdict in one line.")
    var quiet = false

    func run() throws {
        throw Ended(code: try Drill(self).run())
    }
}

enum HealthyTime: String, ExpressibleByArgument, CaseIterable {
    case first
}
