/// A command line as it is typed into a shell.
public enum RepeatLine {
    /// What a line that repeats one run leaves out: which runs there are, and what is written about them.
    private static let options: Set = [
        "--seeds", "--repeat", "--json", "--junit", "--ctrf", "--markdown", "--html",
    ]
    private static let flags: Set = ["--quiet", "--stable"]

    /// The line that repeats one run of a drill.
    ///
    /// - Parameters:
    ///   - arguments: those of the program as they were given, its own name first.
    ///   - seed: nil: that of the scenario.
    public static func text(_ arguments: [String], seed: Int64?) -> String {
        let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
        var words: [String] = []
        var skips = false
        for word in arguments[..<end] {
            if skips {
                skips = false
            } else if options.contains(word) {
                skips = true
            } else if !flags.contains(word), !options.contains(where: { word.hasPrefix($0 + "=") }) {
                words.append(word)
            }
        }
        let seeds = seed.map { ["--seeds", "\($0)"] } ?? []
        return (words + seeds + arguments[end...]).map(quoted).joined(separator: " ")
    }

    /// A word as a shell reads it back: `'a b'`.
    public static func quoted(_ word: String) -> String {
        let plain = word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "-_./:=,+@%".utf8.contains(byte)
            }
        }
        if plain, !word.isEmpty { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }
}
