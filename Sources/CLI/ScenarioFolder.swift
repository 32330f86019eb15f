import UnderstudyServer

/// Reads scenario files and the files beside them, and finds shipped scenarios by their names.
enum ScenarioFolder {
    /// A scenario file and a `body_file` may be that large (language.md §9).
    private static let longest = 1 << 20
    /// Stands for standard input where a file may be given.
    private static let input = "-"

    /// The first one plays. Whatever is wrong with any of them is told at once.
    ///
    /// - Parameters:
    ///   - paths: files, or names of shipped scenarios; a file of such a name goes before.
    ///   - readsInput: whether `-` stands for standard input.
    static func load(
        _ paths: [String], servedTogether: Bool = true, readsInput: Bool = false, dialects: Dialects
    ) throws(Stop) -> ScenarioSet {
        var (files, problems): ([ScenarioFile], [String]) = ([], [])
        for path in paths {
            do {
                files.append(try read(path, orInput: readsInput))
            } catch {
                problems.append(error.message)
            }
        }
        do {
            let scenarios = try ScenarioSet(
                files, servedTogether: servedTogether, dialects: dialects, environment: Serving.variable)
            if problems.isEmpty { return scenarios }
        } catch {
            problems.append(error.description)
        }
        throw Stop(message: problems.joined(separator: "\n"), code: Stop.wrongUsage)
    }

    /// Each folder as the scenario files that lie in it, without those of folders below it.
    static func files(_ paths: [String]) throws(Stop) -> [String] {
        var files: [String] = []
        for path in paths {
            guard let names = Files.names(in: path) else {
                files.append(path)
                continue
            }
            let folder = path.hasSuffix("/") ? path : path + "/"
            let found = names.filter { name in [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) } }
                .filter { !$0.hasSuffix(".schema.json") }
            guard !found.isEmpty else {
                throw Stop(
                    message: "understudy: the folder \(path) has no scenario file (.yaml, .yml or .json).",
                    code: Stop.wrongUsage)
            }
            files += found.map { folder + $0 }
        }
        return files
    }

    static func read(_ path: String, orInput: Bool = false) throws(Stop) -> ScenarioFile {
        if orInput && path == input { return try readInput() }
        // A folder is no file: `drills` may be both, and what is asked for is a scenario.
        if Files.mark(path) == nil || Files.names(in: path) != nil, ShippedScenarios.isName(path) {
            if let text = ShippedScenarios.text(path) {
                return ScenarioFile(file: path, bytes: text) { _ in .refused("a shipped scenario has no folder") }
            }
            if Files.mark(path) == nil {
                let reason = ShippedScenarios.reasonForLack(of: path, beside: Files.names(in: ".") ?? [])
                throw Stop(message: "understudy: \(reason)", code: Stop.wrongUsage)
            }
        }
        do {
            let bytes = try Files.read(path, limit: longest)
            return ScenarioFile(file: path, bytes: bytes) { neighbour(of: path, $0) }
        } catch {
            throw Stop(
                message: "understudy: the scenario \(path) cannot be read: \(error.reason).\(neighbours(of: path))",
                code: Stop.wrongUsage)
        }
    }

    /// YAML, or JSON where it begins like it.
    private static func readInput() throws(Stop) -> ScenarioFile {
        do {
            let bytes = try Files.readInput(limit: longest)
            let first = bytes.first { !" \t\r\n".utf8.contains($0) }
            return ScenarioFile(file: "<stdin>", bytes: bytes, isJSON: first == UInt8(ascii: "{")) { _ in
                .refused("what comes by standard input has no folder")
            }
        } catch {
            throw Stop(message: "understudy: standard input cannot be read: \(error.reason).", code: Stop.wrongUsage)
        }
    }

    /// What there is instead, where a scenario is not: the name that is nearest, or what lies beside it.
    private static func neighbours(of path: String) -> String {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
        guard let names = Files.names(in: folder.isEmpty ? "." : folder) else {
            return folder.isEmpty ? "" : " There is no folder \(folder)."
        }
        return CommandHint.text(forMissing: String(path.dropFirst(folder.count)), in: folder, with: names)
    }

    /// Only files within the scenario's own folder, whatever links lead there.
    private static func neighbour(of scenario: String, _ path: String) -> ScenarioFile.Neighbour {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard !path.hasPrefix("/"), !parts.contains("..") else {
            return .refused("it must lie below the scenario's folder")
        }
        guard let folder = folder(of: scenario), let file = Files.resolved("\(folder)/\(path)") else {
            return .refused("no such file")
        }
        guard file.hasPrefix(folder == "/" ? "/" : folder + "/") else {
            return .refused("it leads out of the scenario's folder")
        }
        do {
            return .bytes(try Files.read(file, limit: longest))
        } catch {
            return .refused(error.reason)
        }
    }

    private static func folder(of scenario: String) -> String? {
        guard let file = Files.resolved(scenario), let slash = file.lastIndex(of: "/") else { return nil }
        return slash == file.startIndex ? "/" : String(file[..<slash])
    }
}
