import ArgumentParser
import UnderstudyServer

/// `understudy check`
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say everything that is wrong with scenario files, without serving them.",
        discussion: """
            Each problem comes with its file, line and column, the path of the key, and what would be right. Files may \
            use each other, and the shipped ones. A folder stands for the scenario files in it, `-` for standard input, and the \
            name of a shipped scenario for its text. Each file is judged by itself: names need to differ only among files that \
            are served together.

            Exit codes: 0 all files are sound, 2 at least one is not.

            Examples:
              understudy check drills/*.yaml
              understudy check scenarios scenarios/presets scenarios/drills
              understudy scenarios lost-answer | sed 's/times: 1/times: 3/' | understudy check -
            """)

    @Argument(help: "Scenario files (YAML, or JSON by its ending), folders of them, or `-`.")
    var files: [String]

    func run() throws {
        let files = try ScenarioFolder.files(files)
        let set = try ScenarioFolder.load(
            files, servedTogether: false, readsInput: true, dialects: try Dialects())
        for remark in set.remarks { Files.writeOutput(remark) }
        Files.writeOutput(files.count == 1 ? "The file is sound." : "All \(files.count) files are sound.")
    }
}
