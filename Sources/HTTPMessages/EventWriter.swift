/// Puts events into the form of the standard (WHATWG HTML §9.2), or into one that a fault asks for.
struct EventWriter {
    let faults: EventStreamFaults
    private var lineEnds = 0

    init(_ faults: EventStreamFaults) {
        self.faults = faults
    }

    mutating func event(_ name: String?, _ data: [BodyPart]) -> [BodyPart] {
        var parts: [BodyPart] = []
        if let name { parts += [.text("event: \(name)"), lineEnd()] }
        for line in lines(of: data) {
            parts.append(.text(faults.omitsSpace ? "data:" : "data: "))
            parts += line
            parts.append(lineEnd())
        }
        parts.append(lineEnd())
        return joined(parts)
    }

    mutating func comment(_ text: String) -> [BodyPart] {
        joined([.text(": \(text)"), lineEnd(), lineEnd()])
    }

    mutating func keepAlive(_ text: String) -> [BodyPart] {
        switch faults.keepAliveForm {
        case .comment: comment(text)
        case .data: event(nil, [.text(": \(text)")])
        case .event: joined([.text("event: keepalive"), lineEnd(), lineEnd()])
        }
    }

    private mutating func lineEnd() -> BodyPart {
        lineEnds += 1
        switch faults.lineEnd {
        case .lf: return .text("\n")
        case .crlf: return .text("\r\n")
        case .cr: return .text("\r")
        // No LF behind a CR: the two would be one line end.
        case .mixed: return .text(["\n", "\r", "\r\n"][lineEnds % 3])
        }
    }

    /// Data with a line break in it takes a `data:` line for each line; a client joins them again.
    private func lines(of data: [BodyPart]) -> [[BodyPart]] {
        var lines: [[BodyPart]] = [[]]
        var members = MemberEnds()
        for part in data {
            guard case .bytes(let bytes) = part else {
                lines[lines.count - 1].append(part)
                continue
            }
            var piece: [UInt8] = []
            for byte in bytes {
                let isBreak = byte == UInt8(ascii: "\n")
                if !isBreak { piece.append(byte) }
                guard isBreak || (faults.breaksData && members.ends(at: byte)) else { continue }
                lines[lines.count - 1].append(.bytes(piece))
                lines.append([])
                piece = []
            }
            lines[lines.count - 1].append(.bytes(piece))
        }
        return lines
    }

    /// Neighbouring bytes as one part.
    private func joined(_ parts: [BodyPart]) -> [BodyPart] {
        var joined: [BodyPart] = []
        for part in parts {
            if case .bytes(let more) = part, case .bytes(let bytes)? = joined.last {
                joined[joined.count - 1] = .bytes(bytes + more)
            } else {
                joined.append(part)
            }
        }
        return joined
    }
}

/// Finds the commas between the members of a JSON text's outermost object.
private struct MemberEnds {
    private var depth = 0
    private var isString = false
    private var isEscaped = false

    mutating func ends(at byte: UInt8) -> Bool {
        if isString {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isString = false
            }
            return false
        }
        switch byte {
        case UInt8(ascii: "\""): isString = true
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
        case UInt8(ascii: ","): return depth == 1
        default: break
        }
        return false
    }
}
