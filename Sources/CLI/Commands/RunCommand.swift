import ArgumentParser
import UnderstudyServer

/// `understudy run`
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a command with a server of its own, whose addresses and keys it finds in its environment.",
        discussion: """
            The server has free ports, one for each provider as in production, and ends with the command. The command finds \
            UNDERSTUDY_URL, UNDERSTUDY_<PROVIDER>_BASE_URL, _URL and _KEY, what clients read by themselves (OPENAI_BASE_URL, \
            OPENAI_API_KEY, GETIMG_AI_BASE_URL, GETIMG_API_KEY, OPENROUTER_API_KEY, …), and NO_PROXY for this machine.

            Exit codes: that of the command, 128 and the number of the signal that ended it; 2 wrong usage, bad scenario or a \
            command that cannot be started, 3 could not listen.

            Examples:
              understudy run -- pytest -q
              understudy run --scenario slow.yaml -- npm test
              understudy run --provider getimg --env IMAGE_API={getimg} -- ./client.sh
            """)

    @OptionGroup var options: CommandOptions

    func run() throws {
        let setup = try CommandSetup(options, of: "run")
        for remark in setup.scenarios.remarks { Files.writeError(remark) }
        CommandProcess.prepare()
        let host = try CommandHost(setup.scenarios, dialects: setup.dialects) { Files.writeError("understudy: \($0)") }
        defer { host.service.stop() }
        let process = try CommandProcess(setup.command, variables: setup.variables(for: host.service))
        throw Ended(code: process.wait(patience: nil, .patient).code)
    }
}
