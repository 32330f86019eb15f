import Core
import Scenario

/// What a command line that cannot be read was probably meant to be.
public enum CommandHint {
    /// Each command, in the order of the help.
    static let commands = ["serve", "check", "explain", "models", "help"]
    /// What people call `serve` elsewhere.
    private static let starts = ["start", "run", "server", "up"]

    /// A question or a piece of advice to follow the complaint; nil: nothing better is known.
    ///
    /// - Parameter arguments: without the name of the program.
    public static func text(for arguments: [String]) -> String? {
        guard let first = arguments.first else { return nil }
        let rest = Array(arguments.dropFirst())
        switch first {
        case "serve": return serve(rest)
        case "check" where !rest.contains(where: isWord): return "name a scenario file or a folder: `check drill.yaml`"
        case "explain": return explain(rest)
        case _ where commands.contains(first): return nil
        default: return unknown(first, rest)
        }
    }

    private static func unknown(_ first: String, _ rest: [String]) -> String? {
        if first == "version" || first == "-v" || first == "-V" { return question("--version") }
        if isFile(first) { return question("serve --scenario \(first)") }
        if first.hasPrefix("-") { return question("serve \(([first] + rest).joined(separator: " "))") }
        let meant = starts.contains(first) ? "serve" : Suggestion.nearest(to: first, in: commands)
        return meant.map { question($0) } ?? "the commands are \(Suggestion.list(commands))"
    }

    private static func serve(_ rest: [String]) -> String? {
        // What follows an option is its value.
        let strays = rest.indices.filter {
            isWord(rest[$0]) && ($0 == 0 || isWord(rest[$0 - 1]) || rest[$0 - 1].contains("="))
        }
        guard let stray = strays.first.map({ rest[$0] }) else { return nil }
        if isFile(stray) { return question("serve --scenario \(stray)") }
        if Int(stray) != nil { return question("serve --port \(stray)") }
        let name = stray.prefix { $0 != "=" }
        guard Provider(rawValue: String(name)) != nil else { return nil }
        return question("serve --serve \(stray.contains("=") ? stray : "\(stray)=4011")")
    }

    private static func explain(_ rest: [String]) -> String? {
        let words = rest.filter(isWord)
        let files = words.filter { !$0.contains("=") }
        let request = words.filter { $0.contains("=") }
        let file = files.isEmpty ? "drill.yaml" : files.joined(separator: " ")
        let asked = request.isEmpty ? "provider=getimg" : request.joined(separator: " ")
        let meant = "explain \(file) --request \(asked)"
        if meant == (["explain"] + rest).joined(separator: " ") { return nil }
        return files.isEmpty || request.isEmpty ? "the file comes first, then the request: `\(meant)`" : question(meant)
    }

    private static func question(_ meant: String) -> String { "did you mean `\(meant)`?" }

    private static func isWord(_ argument: String) -> Bool { !argument.hasPrefix("-") }

    private static func isFile(_ argument: String) -> Bool {
        [".yaml", ".yml", ".json"].contains { argument.hasSuffix($0) }
    }
}
