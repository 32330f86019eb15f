import Core
import Documents

/// Makes a scenario out of what the reader understood, and gathers what only shows when keys are seen together.
struct Builder {
    let vocabulary: Vocabulary
    let file: String
    /// The bytes of a file beside the scenario, or why it is not read.
    let bodyFile: (String) -> BodyFile
    let environment: (String) -> Variable
    /// An error that a provider lacks is a problem.
    var isStrictAboutErrors = false
    /// Those of the file, which some rules go by.
    var settings: [Provider: Settings] = [:]
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

    /// Something of the file is without effect, although it is well written.
    mutating func warn(_ message: String, at reading: Reading) {
        remark("warning: " + message, at: reading)
    }

    mutating func remark(_ message: String, at reading: Reading) {
        remarks.append(Problem(file: file, place: reading.place, path: reading.path, message: message))
    }
}
