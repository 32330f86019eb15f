import Documents
import HTTPMessages

/// A JSON text with files in it, written from left to right.
struct PartsText {
    private var parts: [BodyPart] = []
    private var text: [UInt8] = []

    mutating func add(_ piece: String) {
        text += Array(piece.utf8)
    }

    mutating func add(_ node: Node) {
        var writer = JSONWriter(reserving: 256)
        writer.value(node)
        text += writer.finish()
    }

    mutating func add(_ part: BodyPart) {
        endText()
        parts.append(part)
    }

    consuming func finish() -> [BodyPart] {
        endText()
        return parts
    }

    private mutating func endText() {
        if !text.isEmpty { parts.append(.bytes(text)) }
        text = []
    }
}
