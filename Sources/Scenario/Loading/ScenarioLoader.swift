import Documents

public enum ScenarioFormat: Sendable {
    case yaml, json
}

/// Reads scenario files (language.md §9).
public enum ScenarioLoader {
    /// Reads one text; everything wrong with it is reported at once, and nothing of a bad one takes effect.
    ///
    /// - Parameters:
    ///   - file: how messages call it.
    ///   - library: the scenarios that `use` may name.
    ///   - bodyFile: reads a file that `body_file` names, below the scenario's own folder. By default it is refused, as it
    ///     must be for a text that did not come from a folder.
    ///   - environment: the value of an environment variable that a secret names. By default it is refused, as it must be for
    ///     a text that did not come from whoever started the program.
    public static func load(
        _ text: [UInt8], named file: String, format: ScenarioFormat, vocabulary: Vocabulary, library: [Scenario] = [],
        bodyFile: (String) -> BodyFile = refuse, environment: @escaping (String) -> Variable = refuseVariable
    ) throws(BadScenario) -> Scenario {
        let root = try tree(text, named: file, format: format)
        return try withoutActuallyEscaping(bodyFile) { bodyFile throws(BadScenario) in
            try scenario(root, text, named: file, vocabulary, library, bodyFile, environment)
        }
    }

    /// Answers every variable: only a scenario that is given at start reads the environment.
    public static func refuseVariable(_ name: String) -> Variable {
        .refused("the environment is read only for a scenario that is given at start")
    }

    /// Answers every `body_file`: a scenario that did not come from a folder has none.
    public static func refuse(_ path: String) -> BodyFile {
        .refused("files are read only for a scenario that was itself read from a folder")
    }

    private static func scenario(
        _ root: Node, _ text: [UInt8], named file: String, _ vocabulary: Vocabulary, _ library: [Scenario],
        _ bodyFile: @escaping (String) -> BodyFile, _ environment: @escaping (String) -> Variable
    ) throws(BadScenario) -> Scenario {
        let grammar = Grammar(vocabulary)
        var reader = Reader(grammar: grammar, file: file)
        guard let reading = reader.read(root, as: grammar.file, path: "") else {
            throw BadScenario(problems: reader.problems)
        }
        var builder = Builder(vocabulary: vocabulary, file: file, bodyFile: bodyFile, environment: environment)
        let own = builder.scenario(reading, source: text)
        var scenario = builder.joined(own, reading, library)
        builder.extendCatalogs(of: &scenario, reading)
        // What could not be read looks as if it said less than it does.
        builder.checkClock(of: scenario, reading)
        if reader.problems.isEmpty { builder.checkReach(of: own, in: scenario, reading) }
        scenario.remarks = BadScenario(problems: builder.remarks).problems
        let problems = reader.problems + builder.problems
        guard problems.isEmpty else { throw BadScenario(problems: problems) }
        return scenario
    }
}

extension Scenario {
    /// The empty scenario: every provider behaves as its specification says.
    public static func healthy(vocabulary: Vocabulary) -> Scenario {
        let root = Reading(content: .table([]), node: [:], path: "")
        var builder = Builder(
            vocabulary: vocabulary, file: "", bodyFile: ScenarioLoader.refuse,
            environment: ScenarioLoader.refuseVariable)
        var scenario = builder.scenario(root, source: Array("understudy: 1\nname: healthy\n".utf8))
        scenario.name = "healthy"
        return scenario
    }
}
