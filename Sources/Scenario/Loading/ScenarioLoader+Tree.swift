import Documents

extension ScenarioLoader {
    /// language.md §9: 1 MiB, 32 levels, 50,000 nodes.
    private static let mostBytes = 1 << 20
    private static let mostLevels = 32
    private static let mostNodes = 50_000

    static func tree(_ text: [UInt8], named file: String, format: ScenarioFormat) throws(BadScenario) -> Node {
        switch format {
        case .yaml: try yaml(text, named: file)
        case .json: try json(text, named: file)
        }
    }

    private static func yaml(_ text: [UInt8], named file: String) throws(BadScenario) -> Node {
        var limits = YAMLReader.Limits()
        limits.bytes = mostBytes
        limits.depth = mostLevels
        limits.nodes = mostNodes
        do {
            return try YAMLReader.read(text, limits: limits)
        } catch {
            throw BadScenario(
                problems: error.all.map { problem in
                    Problem(file: file, place: problem.place, path: problem.path, message: problem.message)
                })
        }
    }

    private static func json(_ text: [UInt8], named file: String) throws(BadScenario) -> Node {
        guard text.count <= mostBytes else {
            let message = "the file is larger than \(mostBytes) bytes"
            throw BadScenario(problems: [Problem(file: file, place: .nowhere, path: "", message: message)])
        }
        var options = JSONReader.Options()
        options.maximumDepth = mostLevels
        options.maximumNodes = mostNodes
        let document: JSONReader.Document
        do {
            document = try JSONReader.read(text, options: options)
        } catch {
            throw BadScenario(problems: [Problem(file: file, place: error.place, path: "", message: error.message)])
        }
        guard let duplicate = document.firstDuplicate else { return document.root }
        let message = "the key `\(shortened(duplicate.key))` comes twice"
        throw BadScenario(problems: [
            Problem(file: file, place: duplicate.place, path: duplicate.path, message: message)
        ])
    }
}
