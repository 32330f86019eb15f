extension Builder {
    /// Of a file beside the scenario. One that cannot be read is a problem, and empty.
    mutating func bytes(ofFile reading: Reading) -> [UInt8] {
        contents(ofFile: reading) ?? []
    }

    /// The same; nil when it cannot be read.
    mutating func contents(ofFile reading: Reading) -> [UInt8]? {
        guard let path = reading.text else { return nil }
        switch bodyFile(path) {
        case .bytes(let bytes): return bytes
        case .refused(let reason):
            report("`\(shortened(path))` cannot be read: \(reason)", at: reading)
            return nil
        }
    }
}

extension Form<Reading> {
    /// A file beside the scenario; the builder reads it.
    static var bodyFile: Self { parts(.scalar(.text(.relativePath))) }
}

/// What came of reading a file that a scenario names.
public enum BodyFile: Sendable, Equatable {
    case bytes([UInt8])
    /// Why it is not read, in words: `there is no such file`.
    case refused(String)
}

/// What came of reading an environment variable that a scenario names.
public enum Variable: Sendable, Equatable {
    case value(String)
    /// Why it is not read, in words: `it is not set`.
    case refused(String)
}
