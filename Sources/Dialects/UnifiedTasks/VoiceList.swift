/// The lists of voices that the provider keeps. Source: unified-tasks.md §4.4.
enum VoiceList: String, CaseIterable {
    case elevenlabs
    case kling
    case google

    /// From the segments of `/v1/resources/<provider path>/voices`; nil for any other path.
    init?(_ segments: [String]) {
        guard let known = Self.allCases.first(where: { $0.segments == segments }) else { return nil }
        self = known
    }

    private var segments: [String] {
        switch self {
        case .elevenlabs: ["v1", "resources", "elevenlabs", "voices"]
        case .kling: ["v1", "resources", "kuaishou", "kling", "voices"]
        case .google: ["v1", "resources", "google", "voices"]
        }
    }
}

/// Names of voices that are public for the products underneath.
enum Voices {
    /// Presets of Veo and Gemini Omni; the ids are the names in lower case [docs].
    static let google = [
        "Achernar", "Achird", "Algenib", "Algieba", "Alnilam", "Aoede", "Autonoe", "Callirrhoe", "Charon", "Despina",
        "Enceladus", "Erinome", "Fenrir", "Gacrux", "Iapetus", "Kore", "Laomedeia", "Leda", "Orus", "Puck",
        "Pulcherrima", "Rasalgethi", "Sadachbia", "Sadaltager", "Schedar", "Sulafat", "Umbriel", "Vindemiatrix",
        "Zephyr", "Zubenelgenubi",
    ]

    /// Which of the many the provider offers is not published [chosen]; the form of the ids is [docs].
    static let elevenlabs: [(id: String, name: String)] = [
        ("9BWtsMINqrJLrRacOk9x", name: "Aria"), ("CwhRBWXzGAHq8TQ4Fs17", "Roger"),
        ("EXAVITQu4vr4xnSDxMaL", "Sarah"),
        ("FGY2WhTYpPnrIDTdsKH5", "Laura"), ("IKne3meq5aSn9XLyUdCD", "Charlie"), ("JBFqnCBsd6RMkjVDRZzb", "George"),
        ("N2lVS1w4EtoT3dr4eOWO", "Callum"), ("SAz9YHcvj6GT2YYXdXww", "River"), ("TX3LPaxmHKxFdv7VOQHJ", "Liam"),
        ("XB0fDUnXU5powFXDhCwa", "Charlotte"), ("Xb7hH8MSUJpSbSDYk0k2", "Alice"), ("XrExE9yKIg1WjnnlVPXi", "Matilda"),
        ("onwK4e9ZLuTAKqWW03F9", "Daniel"), ("pFZP5JQG7iQjIQuC4Bku", "Lily"),
    ]

    /// Neither names nor numbers are published: whole numbers, as the provider's are [docs], the rest [chosen].
    static let kling: [(id: Int, name: String)] = [
        (1001, "Narrator"), (1002, "Young woman"), (1003, "Young man"), (1004, "Old woman"),
        (1005, "Old man"),
        (1006, "Child"),
    ]
}
