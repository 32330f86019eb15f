/// Sees when scenario files change: by their size, their time and which file a name leads to.
struct ScenarioWatch {
    /// Milliseconds between two looks [chosen].
    static let pause: Int32 = 300

    private let files: [String]
    private var marks: [FileMark?]

    init(_ files: [String]) {
        self.files = files
        marks = files.map { Files.mark($0) }
    }

    /// Whether one has changed since the last look. A file that is gone for a moment, as editors do it, has not.
    mutating func hasChanged() -> Bool {
        var changed = false
        for (index, file) in files.enumerated() {
            guard let mark = Files.mark(file), mark != marks[index] else { continue }
            marks[index] = mark
            changed = true
        }
        return changed
    }
}
