import Assets
import Documents
import Scenario

/// The scenarios that are compiled in, for people who look for one.
public enum ShippedScenarios {
    private struct Line {
        var name: String
        var summary: String
    }

    /// In the order in which they are listed: what stands above them, and the folder below `scenarios` that they lie in.
    private static let groups = [
        (title: "Drills, each of one expensive mistake", name: "drills", folder: "drills"),
        (title: "Days at a provider", name: "scenarios", folder: ""),
        (
            title: "Presets, for a line such as `use: [flaky-gateway]` in a file of yours", name: "presets",
            folder: "presets"
        ),
    ]

    /// The text of one, as it lies in the project; nil for an unknown name.
    public static func text(_ name: String) -> [UInt8]? { BuiltIn.scenario(name) }

    /// Whether a word could be the name of a scenario: no path, and no file by its ending.
    public static func isName(_ word: String) -> Bool {
        guard let first = word.utf8.first, first != UInt8(ascii: "-") else { return false }
        return word.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-")
        }
    }

    /// All of them, each with its summary.
    ///
    /// - Parameter json: an array of objects with `name`, `group` and `summary` for programs, instead of lines for people.
    public static func list(json: Bool) -> String {
        json ? listForPrograms : listForPeople
    }

    private static var listForPeople: String {
        let width = BuiltIn.scenarioNames.map(\.count).max() ?? 0
        let parts = groups.map { group in
            let rows = lines(in: group.folder).map { line in
                "  \(line.name)\(String(repeating: " ", count: width - line.name.count))  \(line.summary)"
            }
            return ([group.title] + rows).joined(separator: "\n")
        }
        let advice = """
            `understudy serve --scenario NAME` plays one; `understudy scenarios NAME` prints it, for a copy of your own.
            """
        return (parts + [advice]).joined(separator: "\n\n")
    }

    private static var listForPrograms: String {
        var writer = JSONWriter(reserving: 8_192, indent: 2)
        writer.beginArray()
        for group in groups {
            for line in lines(in: group.folder) {
                writer.beginObject()
                writer.member("name", line.name)
                writer.member("group", group.name)
                writer.member("summary", line.summary)
                writer.endObject()
            }
        }
        writer.endArray()
        return String(decoding: writer.finish(), as: UTF8.self)
    }

    private static func lines(in folder: String) -> [Line] {
        BuiltIn.scenarioNames(in: folder).map { name in
            let tree = try? YAMLReader.read(BuiltIn.scenario(name) ?? [])
            return Line(name: name, summary: tree?["summary"]?.string ?? "")
        }
    }

    /// What to say of a name that neither a file has nor a shipped scenario.
    ///
    /// - Parameter files: what lies where such a file would.
    public static func reasonForLack(of name: String, beside files: [String] = []) -> String {
        let file = [".yaml", ".yml", ".json"].lazy.map { name + $0 }.first { files.contains($0) }
        let meant = file ?? Suggestion.nearest(to: name, in: BuiltIn.scenarioNames)
        let question = meant.map { " Did you mean `\($0)`?" } ?? ""
        return """
            there is no file `\(name)`, and no shipped scenario of that name.\(question) `understudy scenarios` lists the shipped \
            ones.
            """
    }
}
