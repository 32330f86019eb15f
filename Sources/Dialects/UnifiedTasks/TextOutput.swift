import Catalog
import Documents

/// The outputs that are words: lyrics and transcripts. The same for every request of the kind [chosen].
enum TextOutput {
    /// The key of a transcript that says how long its sound is.
    static let length = "file_duration_seconds"

    /// The values of the output's keys.
    static func details(of request: Validated) -> Node {
        request.model.output.fields.contains { $0.name == "lyrics" } ? lyrics(about: request) : transcript(of: request)
    }

    private static func lyrics(about request: Validated) -> Node {
        let subject = request["prompt"]?.string ?? ""
        let words = subject.split(whereSeparator: \.isWhitespace).prefix(4)
        let text = "[Verse]\n\(subject)\n\n[Chorus]\n\(words.joined(separator: " "))"
        return [
            "lyrics": Node(.string(text)),
            "title": Node(.string(words.isEmpty ? SunoWords.untitled : words.joined(separator: " "))),
        ]
    }

    /// The example of unified-tasks.md §4.2, in the language that the request names. There is no plain text [docs].
    private static func transcript(of request: Validated) -> Node {
        [
            "language_code": request["language_code"] ?? "eng",
            "language_probability": decimal("0.98"),
            "words": [
                word("Good", "0.0", "0.31", "word"), word(" ", "0.31", "0.34", "spacing"),
                word("morning", "0.34", "0.8", "word"),
            ],
            "file_duration_seconds": decimal("0.9"),
        ]
    }

    private static func word(_ text: String, _ start: String, _ end: String, _ type: String) -> Node {
        [
            "text": Node(.string(text)), "start": decimal(start), "end": decimal(end), "type": Node(.string(type)),
            "speaker_id": "speaker_0",
        ]
    }

    private static func decimal(_ text: String) -> Node {
        Node(.number(Number(text: text)))
    }
}
