import Assets
import Scenario

/// A scenario file that was read from disk.
public struct ScenarioText: Sendable {
    public enum Neighbour: Sendable {
        case bytes([UInt8])
        /// Why the file may not or cannot be read.
        case refused(String)
    }

    /// As the user named it: messages begin with it. A name that ends in `.json` is JSON, everything else YAML.
    public var file: String
    public var bytes: [UInt8]
    /// Reads what `body_file` names, below the scenario's own folder.
    public var neighbour: @Sendable (String) -> Neighbour

    public init(file: String, bytes: [UInt8], neighbour: @escaping @Sendable (String) -> Neighbour) {
        self.file = file
        self.bytes = bytes
        self.neighbour = neighbour
    }
}

/// The scenario that plays, and those that `use` may name.
public struct ScenarioSet: Sendable {
    public struct Failure: Error, CustomStringConvertible {
        /// One problem a line, `file:line:column` first.
        public var description: String
    }

    public var playing: Scenario
    public var library: [Scenario]
    /// What is no error but worth a word, one a line.
    public var remarks: [String]

    /// Reads all texts; the first one plays, with none the healthy scenario does. All problems of all files are reported.
    public init(_ texts: [ScenarioText], dialects: Dialects) throws(Failure) {
        let vocabulary = dialects.vocabulary
        let (further, problems) = Self.read(texts.dropFirst(), ScenarioSet.shipped(vocabulary), vocabulary)
        library = further
        var lines = problems
        playing = .healthy(vocabulary: vocabulary)
        if let first = texts.first {
            do { playing = try Self.load(first, further, vocabulary) } catch { lines.insert("\(error)", at: 0) }
        }
        guard lines.isEmpty else { throw Failure(description: lines.joined(separator: "\n")) }
        remarks = playing.remarks.map(\.description)
    }

    private static func read(
        _ texts: ArraySlice<ScenarioText>, _ shipped: [Scenario], _ vocabulary: Vocabulary
    ) -> (library: [Scenario], problems: [String]) {
        var library = shipped
        var problems: [String] = []
        for text in texts {
            do {
                let scenario = try load(text, library, vocabulary)
                library.removeAll { $0.name == scenario.name }
                library.append(scenario)
            } catch {
                problems.append("\(error)")
            }
        }
        return (library, problems)
    }

    private static func load(
        _ text: ScenarioText, _ library: [Scenario], _ vocabulary: Vocabulary
    ) throws(BadScenario) -> Scenario {
        try ScenarioLoader.load(
            text.bytes, named: text.file, format: text.file.hasSuffix(".json") ? .json : .yaml, vocabulary: vocabulary,
            library: library
        ) { path in
            switch text.neighbour(path) {
            case .bytes(let bytes): .bytes(bytes)
            case .refused(let reason): .refused(reason)
            }
        }
    }

    /// The scenarios that are compiled in. A test holds each of them to be sound.
    private static func shipped(_ vocabulary: Vocabulary) -> [Scenario] {
        BuiltIn.scenarioNames.compactMap { name in
            try? ScenarioLoader.load(
                BuiltIn.scenario(name) ?? [], named: "\(name).yaml", format: .yaml, vocabulary: vocabulary)
        }
    }
}
