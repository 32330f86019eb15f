import ArgumentParser
import Glibc
import UnderstudyServer

/// The command `understudy`. Errors are one clear sentence on standard error; exit codes are those of
/// architecture.md §6.
@main
struct UnderstudyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "understudy",
        abstract: "Stands in for media-generation APIs while a client's tests run.",
        version: Understudy.version,
        subcommands: [
            ServeCommand.self, DrillCommand.self, RunCommand.self, CheckCommand.self, ExplainCommand.self,
            ModelsCommand.self, ScenariosCommand.self,
        ])

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let stop as Stop {
            Files.writeError(stop.message)
            Glibc.exit(stop.code)
        } catch let ended as Ended {
            Glibc.exit(ended.code)
        } catch {
            let code = exitCode(for: error)
            guard code != .success else { exit(withError: error) }
            let hint = CommandHint.text(for: Array(CommandLine.arguments.dropFirst())).map { "; \($0)" } ?? ""
            Files.writeError("understudy: \(message(for: error))\(hint) (`understudy help` explains every command)")
            Glibc.exit(Stop.wrongUsage)
        }
    }
}

/// Why the program does not go on.
struct Stop: Error {
    static let wrongUsage: Int32 = 2
    static let cannotListen: Int32 = 3

    var message: String
    var code: Int32
}

/// The program has done what it was to do, and said what there is to say.
struct Ended: Error {
    var code: Int32
}
