import DialectKit
import Documents

extension Multipart {
    /// The plain fields of a form as JSON has them, so that both go through the same checks: numbers and truth values are
    /// recognised by the field's name, and what cannot be read as one stays a text.
    var fields: Members {
        var members: [Members.Member] = []
        var names: Set<String> = []
        for part in parts where part.fileName == nil {
            let name = part.name.hasSuffix("[]") ? String(part.name.dropLast(2)) : part.name
            guard names.insert(name).inserted else { continue }
            members.append(Members.Member(key: name, value: value(of: name, part)))
        }
        return Members(members)
    }

    private func value(of name: String, _ part: Part) -> Node {
        switch name {
        case "n", "seed", "output_compression", "compression": integer(self[name] ?? part)
        case "async", "stream", "expand_prompt": flag(self[name] ?? part)
        case "image_urls", "reference_image_urls":
            Node(.array((all(name) + all(name + "[]")).map { Node(.string($0.text)) }))
        default: Node(.string((self[name] ?? part).text))
        }
    }

    private func integer(_ part: Part) -> Node {
        let text = part.text
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
        return plainInteger(digits) == nil ? Node(.string(text)) : Node(.number(Number(Int(text) ?? 0)))
    }

    private func flag(_ part: Part) -> Node {
        switch part.text {
        case "true": true
        case "false": false
        default: Node(.string(part.text))
        }
    }
}
