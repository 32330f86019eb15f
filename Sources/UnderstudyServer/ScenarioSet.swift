import Scenario

/// A scenario file that was read from disk.
public struct ScenarioFile: Sendable {
    public enum Neighbour: Sendable {
        case bytes([UInt8])
        /// Why the file may not or cannot be read.
        case refused(String)
    }

    /// As the user named it: messages begin with it.
    public var file: String
    public var bytes: [UInt8]
    /// Reads what `body_file` names, below the scenario's own folder.
    public var neighbour: @Sendable (String) -> Neighbour

    private let isJSON: Bool

    var format: ScenarioFormat { isJSON ? .json : .yaml }

    /// Whether the word stands anywhere in it: else nobody needs to know what there is to `use`.
    var maySayUse: Bool {
        let text = bytes.span
        for place in text.indices.dropLast(2) where text[place] == UInt8(ascii: "u") {
            if text[place + 1] == UInt8(ascii: "s"), text[place + 2] == UInt8(ascii: "e") { return true }
        }
        return false
    }

    /// - Parameter isJSON: nil: where its name ends in `.json`; everything else is YAML.
    public init(
        file: String, bytes: [UInt8], isJSON: Bool? = nil, neighbour: @escaping @Sendable (String) -> Neighbour
    ) {
        self.file = file
        self.isJSON = isJSON ?? file.hasSuffix(".json")
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
    public var library: ScenarioLibrary
    /// What is no error but worth a word, one a line.
    public var remarks: [String]

    /// Reads all files, which may use each other; the first one plays, with none the healthy scenario does. All problems of
    /// all files are reported.
    ///
    /// - Parameter servedTogether: whether their names must differ; else each is judged by itself, and a name that comes again is a
    ///   remark.
    public init(
        _ files: [ScenarioFile], servedTogether: Bool = true, dialects: Dialects,
        environment: @escaping @Sendable (String) -> String? = { _ in nil }
    ) throws(Failure) {
        let vocabulary = dialects.vocabulary
        let shipped = files.contains(where: \.maySayUse) ? ScenarioLibrary.shipped(vocabulary) : []
        let texts = files.map { ScenarioText(file: $0.file, format: $0.format, bytes: $0.bytes) }
        let loaded: [Scenario]
        do {
            loaded = try ScenarioLoader.load(
                texts, repeats: !servedTogether, vocabulary: vocabulary, library: shipped,
                bodyFile: { file, path in Self.neighbour(path, of: file, files) },
                environment: { environment($0).map { Variable.value($0) } ?? .refused("it is not set") })
        } catch {
            throw Failure(description: "\(error)")
        }
        playing = loaded.first ?? .healthy(vocabulary: vocabulary)
        library = ScenarioLibrary(loaded: loaded, vocabulary: vocabulary)
        let repeated = servedTogether ? [] : ScenarioLoader.remarks(onRepeatedNames: texts)
        remarks = (loaded.flatMap(\.remarks) + repeated).map(\.description)
    }

    private static func neighbour(_ path: String, of file: String, _ files: [ScenarioFile]) -> BodyFile {
        switch files.first(where: { $0.file == file })?.neighbour(path) {
        case .bytes(let bytes): .bytes(bytes)
        case .refused(let reason): .refused(reason)
        case nil: ScenarioLoader.refuse(path)
        }
    }
}
