import Core
import Documents

/// Makes a scenario out of what the reader understood, and gathers what only shows when keys are seen together.
struct Builder {
    let vocabulary: Vocabulary
    let file: String
    /// The bytes of a file beside the scenario, or why it is not read.
    let bodyFile: (String) -> BodyFile
    let environment: (String) -> Variable
    var problems: [Problem] = []
    var remarks: [Problem] = []

    init(
        vocabulary: Vocabulary, file: String, bodyFile: @escaping (String) -> BodyFile,
        environment: @escaping (String) -> Variable
    ) {
        self.vocabulary = vocabulary
        self.file = file
        self.bodyFile = bodyFile
        self.environment = environment
    }

    mutating func report(_ message: String, at reading: Reading) {
        problems.append(Problem(file: file, place: reading.place, path: reading.path, message: message))
    }

    /// At the key rather than at its value.
    mutating func report(_ message: String, at entry: Reading.Entry) {
        problems.append(Problem(file: file, place: entry.keyPlace, path: entry.value.path, message: message))
    }

    mutating func remark(_ message: String, at reading: Reading) {
        remarks.append(Problem(file: file, place: reading.place, path: reading.path, message: message))
    }

    /// Everything but what `use` adds. What could not be read has its default here; the problems then keep it from use.
    mutating func scenario(_ root: Reading, source: [UInt8]) -> Scenario {
        checkNames(root)
        checkSigning(root)
        if let expect = root["expect"], !expect.items.isEmpty {
            remark(
                "these expectations are read, but not judged yet in this version: nothing will fail by them", at: expect
            )
        }
        return Scenario(
            name: root["name"]?.text ?? "", summary: root["summary"]?.text ?? "",
            seed: Int64(root["seed"]?.integer ?? 0), clock: clock(root["clock"]), pace: pace(root["pace"]),
            accounts: accounts(root["accounts"]), settings: settings(root["settings"]), phases: phases(root["phases"]),
            rules: rules(root["rules"]), expectations: expectations(root["expect"]), source: source,
            uses: root["use"]?.texts ?? [], remarks: [])
    }

    /// Reports each text that came before.
    mutating func reportRepeated(_ readings: [Reading], _ what: String) {
        var lines: [String: Int32] = [:]
        for reading in readings {
            guard let text = reading.text else { continue }
            if let line = lines[text] {
                report(
                    "`\(shortened(text))` is already the name of \(what), on line \(line); each needs its own",
                    at: reading)
            } else {
                lines[text] = reading.place.line
            }
        }
    }

    private mutating func checkNames(_ root: Reading) {
        let phases = root["phases"]?.items ?? []
        let rules = (root["rules"]?.items ?? []) + phases.flatMap { $0["rules"]?.items ?? [] }
        let named = rules.compactMap { $0["name"] }.sorted {
            ($0.place.line, $0.place.column) < ($1.place.line, $1.place.column)
        }
        reportRepeated(named, "a rule")
        reportRepeated(phases.compactMap { $0["name"] }, "a phase")
        reportRepeated(root["accounts"]?.items.compactMap { $0["name"] } ?? [], "an account")
    }
}

/// What came of reading a file that a scenario names.
public enum BodyFile: Sendable, Equatable {
    case bytes([UInt8])
    /// Why it is not read, in words: `there is no such file`.
    case refused(String)
}
