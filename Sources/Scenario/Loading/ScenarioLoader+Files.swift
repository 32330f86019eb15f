import Documents

/// A scenario file as it was read.
public struct ScenarioText: Sendable {
    public var file: String
    public var format: ScenarioFormat
    public var bytes: [UInt8]

    public init(file: String, format: ScenarioFormat, bytes: [UInt8]) {
        self.file = file
        self.format = format
        self.bytes = bytes
    }
}

extension ScenarioLoader {
    /// Reads several files that may use each other, in whatever order they are given.
    ///
    /// - Parameters:
    ///   - repeats: whether files may have one name, each to be judged by itself; else that is a problem, since nobody could tell
    ///     which of them `use` means.
    ///   - library: further scenarios that `use` may name; a file of the same name goes before.
    ///   - bodyFile: reads what `body_file` names: the scenario's file, then the path below its folder.
    /// - Returns: the scenarios in the order of their files.
    public static func load(
        _ texts: [ScenarioText], repeats: Bool = false, vocabulary: Vocabulary, library: [Scenario] = [],
        bodyFile: (String, String) -> BodyFile = { _, path in refuse(path) },
        environment: @escaping (String) -> Variable = refuseVariable
    ) throws(BadScenario) -> [Scenario] {
        let outlines = texts.map { Outline($0) }
        var problems = repeats ? [] : repeatedNames(outlines)
        var loaded: [Int: Scenario] = [:]
        let stubs = outlines.map { $0.stub(vocabulary) }
        for index in order(outlines) {
            // A file that is bad, or comes later in a circle, is there by its name, so that only true faults are told.
            let known = stubs.indices.filter { $0 != index }.map { loaded[$0] ?? stubs[$0] } + library
            let text = texts[index]
            do {
                loaded[index] = try load(
                    text.bytes, named: text.file, format: text.format, vocabulary: vocabulary, library: known,
                    bodyFile: { bodyFile(text.file, $0) }, environment: environment)
            } catch {
                problems += error.problems
            }
        }
        guard problems.isEmpty else { throw BadScenario(problems: inOrder(problems, of: texts)) }
        return texts.indices.compactMap { loaded[$0] }
    }

    /// What must be known of a file before it can be read: its name and whom it uses.
    private struct Outline {
        var file: String
        var name: Node?
        var uses: [String]

        init(_ text: ScenarioText) {
            let root = try? ScenarioLoader.tree(text.bytes, named: text.file, format: text.format)
            file = text.file
            name = root?[ScenarioKeys.name.name]
            uses = root?[ScenarioKeys.use.name]?.array?.compactMap(\.string) ?? []
        }

        func stub(_ vocabulary: Vocabulary) -> Scenario {
            var stub = Scenario.healthy(vocabulary: vocabulary)
            stub.name = name?.string ?? ""
            stub.uses = uses
            return stub
        }
    }

    /// What is to be said of files of one name that are judged by themselves. A file that is there twice, as by a link, is one file.
    public static func remarks(onRepeatedNames texts: [ScenarioText]) -> [Problem] {
        let outlines = texts.map { Outline($0) }
        let twice = Set(texts.indices.filter { index in texts[..<index].contains { $0.bytes == texts[index].bytes } })
        return repeatedNames(outlines.indices.filter { !twice.contains($0) }.map { outlines[$0] }).map { problem in
            var problem = problem
            problem.message += "; the two cannot be served together"
            return problem
        }
    }

    private static func repeatedNames(_ outlines: [Outline]) -> [Problem] {
        outlines.enumerated().compactMap { index, outline in
            guard let name = outline.name, let text = name.string,
                let first = outlines[..<index].first(where: { $0.name?.string == text })
            else { return nil }
            let message = "`\(shortened(text))` is already the name of the scenario in \(first.file)"
            return Problem(file: outline.file, place: name.place, path: ScenarioKeys.name.name, message: message)
        }
    }

    /// Each file after those it uses, as far as there is no circle.
    private static func order(_ outlines: [Outline]) -> [Int] {
        var order: [Int] = []
        var visited: Set<Int> = []
        func visit(_ index: Int) {
            guard visited.insert(index).inserted else { return }
            for use in outlines[index].uses {
                outlines.firstIndex { $0.name?.string == use }.map(visit)
            }
            order.append(index)
        }
        outlines.indices.forEach(visit)
        return order
    }

    private static func inOrder(_ problems: [Problem], of texts: [ScenarioText]) -> [Problem] {
        texts.flatMap { text in problems.filter { $0.file == text.file } }
    }
}
