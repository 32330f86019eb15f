/// Names that Suno itself gives.
enum SunoWords {
    /// The title of a song without one [chosen].
    static let untitled = "Untitled"

    /// The version that a model code stands for; nil where it is not known. `v5` is in the example of unified-tasks.md
    /// §4.2, `v5.5` in a note of the catalog [docs]; the others [chosen].
    static func majorVersion(_ code: String) -> String? {
        switch code {
        case "chirp-v3-5": "v3.5"
        case "chirp-v4": "v4"
        case "chirp-auk": "v4.5"
        case "chirp-bluejay": "v4.5+"
        case "chirp-crow": "v5"
        case "chirp-fenix": "v5.5"
        default: nil
        }
    }

    /// The name of a stem: two parts, or all twelve [chosen, as Suno itself does].
    static func stem(_ number: Int, of count: Int) -> String {
        let names = count == 2 ? ["Vocals", "Instrumental"] : all
        return names.indices.contains(number) ? names[number] : "Stem \(number + 1)"
    }

    private static let all = [
        "Vocals", "Backing Vocals", "Drums", "Bass", "Guitar", "Keyboard", "Percussion", "Strings", "Synth", "FX",
        "Brass",
        "Woodwinds",
    ]
}
