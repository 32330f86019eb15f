import Documents

/// One thing that is wrong with a scenario file: where it stands, what it is, and what would be right.
public struct Problem: Sendable, Equatable {
    /// The file as the caller named it.
    public var file: String
    /// From 1; 0 when the problem belongs to the file as a whole.
    public var line: Int
    /// From 1, in Unicode scalars; 0 like `line`.
    public var column: Int
    /// The path of the key, e.g. `rules[2].then.latncy`; empty for the file as a whole.
    public var path: String
    public var message: String

    public init(file: String, line: Int, column: Int, path: String, message: String) {
        self.file = file
        self.line = line
        self.column = column
        self.path = path
        self.message = message
    }

    init(file: String, place: Place, path: String, message: String) {
        self.init(file: file, line: Int(place.line), column: Int(place.column), path: path, message: message)
    }
}

extension Problem: CustomStringConvertible {
    /// `veo.yaml:12:9: rules[2].then.latncy: unknown key `latncy`; did you mean `latency`?`
    public var description: String {
        let place = line > 0 ? "\(file):\(line):\(column): " : "\(file): "
        // A name in a file may hold anything, and a problem is one line.
        return (path.isEmpty ? place + message : place + path + ": " + message).printable
    }
}

/// A scenario file that was refused, with everything that is wrong with it, in the order of the text.
public struct BadScenario: Error, Sendable, Equatable, CustomStringConvertible {
    public var problems: [Problem]

    /// Keeps the order of the files and sorts the problems of each by their place.
    public init(problems: [Problem]) {
        var files: [String: Int] = [:]
        for problem in problems where files[problem.file] == nil { files[problem.file] = files.count }
        let ranked = problems.enumerated().map { (rank: files[$1.file] ?? 0, index: $0, problem: $1) }
        self.problems = ranked.sorted { left, right in
            (left.rank, left.problem.line, left.problem.column, left.index)
                < (right.rank, right.problem.line, right.problem.column, right.index)
        }.map(\.problem)
    }

    /// One problem a line.
    public var description: String {
        problems.map(\.description).joined(separator: "\n")
    }
}
