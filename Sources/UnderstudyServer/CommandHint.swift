import Core
import Scenario

/// What a command line that cannot be read was probably meant to be.
public enum CommandHint {
    /// Each command, in the order of the help.
    static let commands = ["serve", "drill", "run", "check", "explain", "models", "scenarios", "help"]
    /// What people call `serve` elsewhere.
    private static let starts = ["start", "server", "up"]

    /// A question or a piece of advice to follow the complaint; nil: nothing better is known.
    ///
    /// - Parameter arguments: without the name of the program.
    public static func text(for arguments: [String]) -> String? {
        guard let first = arguments.first else { return nil }
        let rest = Array(arguments.dropFirst())
        switch first {
        case "serve": return serve(rest)
        case "drill", "run": return command(first, rest)
        case "check" where !rest.contains(where: isWord): return "name a scenario file or a folder: `check drill.yaml`"
        case "explain": return explain(rest)
        case _ where commands.contains(first): return nil
        default: return unknown(first, rest)
        }
    }

    /// What to say of a scenario file that cannot be read, with a space before it.
    ///
    /// - Parameters:
    ///   - folder: where it should lie, with its slash; empty: the current one.
    ///   - names: what lies there.
    public static func text(forMissing name: String, in folder: String, with names: [String]) -> String {
        let files = names.filter { isFile($0) && !$0.hasSuffix(".schema.json") && $0 != name }
        if let near = Suggestion.nearest(to: name, in: files) { return " Did you mean \(folder)\(near)?" }
        let listed = files.prefix(5).joined(separator: ", ") + (files.count > 5 ? ", …" : "")
        return files.isEmpty ? " Name a file that ends in .yaml, .yml or .json." : " There is \(listed)."
    }

    private static func unknown(_ first: String, _ rest: [String]) -> String? {
        if first == "version" || first == "-v" || first == "-V" { return question("--version") }
        if isScenario(first) { return question("serve --scenario \(first)") }
        if first.hasPrefix("-") { return question("serve \(([first] + rest).joined(separator: " "))") }
        let meant = starts.contains(first) ? "serve" : Suggestion.nearest(to: first, in: commands)
        return meant.map { question($0) } ?? "the commands are \(Suggestion.list(commands))"
    }

    private static func serve(_ rest: [String]) -> String? {
        if let port = value(of: "--port", in: rest), Int(port) == nil {
            return "`--port` takes a number, such as 4010, or 0 for any free one"
        }
        // What follows an option is its value.
        let strays = rest.indices.filter {
            isWord(rest[$0]) && ($0 == 0 || isWord(rest[$0 - 1]) || rest[$0 - 1].contains("="))
        }
        guard let stray = strays.first.map({ rest[$0] }) else { return nil }
        if isScenario(stray) { return question("serve --scenario \(stray)") }
        if Int(stray) != nil { return question("serve --port \(stray)") }
        let name = stray.prefix { $0 != "=" }
        guard Provider(rawValue: String(name)) != nil else { return nil }
        return question("serve --serve \(stray.contains("=") ? stray : "\(stray)=4011")")
    }

    /// The command under test stands behind `--`; options of it would be taken for ours.
    private static func command(_ name: String, _ rest: [String]) -> String? {
        if rest.contains("--") { return nil }
        return
            "the command stands behind `--`, as in `\(name) \(name == "drill" ? "--scenario drill.yaml " : "")-- pytest -q`"
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

    /// The text behind an option, as `--port 4010` or `--port=4010`; nil where there is none.
    private static func value(of option: String, in arguments: [String]) -> String? {
        if let joined = arguments.first(where: { $0.hasPrefix(option + "=") }) {
            return String(joined.dropFirst(option.count + 1))
        }
        guard let place = arguments.firstIndex(of: option), place + 1 < arguments.count else { return nil }
        return arguments[place + 1]
    }

    private static func question(_ meant: String) -> String { "did you mean `\(meant)`?" }

    private static func isWord(_ argument: String) -> Bool { !argument.hasPrefix("-") }

    private static func isScenario(_ argument: String) -> Bool {
        isFile(argument) || ShippedScenarios.text(argument) != nil
    }

    private static func isFile(_ argument: String) -> Bool {
        [".yaml", ".yml", ".json"].contains { argument.hasSuffix($0) }
    }
}
