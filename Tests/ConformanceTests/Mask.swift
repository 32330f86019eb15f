import Documents
import Matching
import Time

/// Compares an answer with an expected tree in which some strings stand for any value of a kind.
struct Mask {
    let base: String
    let fill: (String) -> String

    func compare(_ got: Node, with expected: Node, at path: String, _ differences: inout [String]) {
        switch (expected.value, got.value) {
        case (.string(let mask), _):
            if !accepts(mask, got) { differences.append("\(path): expected \(mask), got \(text(got))") }
        case (.object(let wanted), .object(let members)):
            for member in wanted {
                guard let value = members[member.key] else {
                    differences.append("\(path).\(member.key) is missing")
                    continue
                }
                compare(value, with: member.value, at: "\(path).\(member.key)", &differences)
            }
            for member in members where wanted[member.key] == nil {
                differences.append("\(path).\(member.key) is not expected")
            }
        case (.array(let wanted), .array(let items)):
            if wanted.count != items.count {
                differences.append("\(path) has \(items.count) items, not \(wanted.count)")
            }
            for (index, pair) in zip(wanted, items).enumerated() {
                compare(pair.1, with: pair.0, at: "\(path)[\(index)]", &differences)
            }
        default:
            if got != expected { differences.append("\(path): expected \(text(expected)), got \(text(got))") }
        }
    }

    private func accepts(_ mask: String, _ got: Node) -> Bool {
        switch mask {
        case "<any>": !got.isNull
        case "<string>": got.string != nil
        case "<number>": got.number != nil
        case "<time>": got.string.map { Timestamp(iso8601: $0, requiresZone: true) != nil } ?? false
        case "<uuid>":
            got.string.map {
                $0.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil
            } ?? false
        case "<url>": got.string?.hasPrefix(base) ?? false
        case "<milliseconds>": got.string.flatMap { Int($0) }.map { $0 > 1_000_000_000_000 } ?? false
        case _ where mask.hasPrefix("<base64:"): got.string.map { mask == PictureFacts(base64: $0)?.mask } ?? false
        case _ where mask.hasPrefix("<url:"):
            Glob(base + mask.dropFirst(5).dropLast()).matches(got.string ?? "")
        default: got.string == fill(mask)
        }
    }

    private func text(_ node: Node) -> String {
        String(decoding: node.json(), as: UTF8.self)
    }
}
