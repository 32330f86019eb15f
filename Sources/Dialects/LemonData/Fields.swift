import DialectKit
import Documents

/// The fields of a body. Unknown ones are ignored, a repeated one counts with its last value, and null is as good as
/// absent [chosen]. What is wrong is collected, and the field counts as absent from there on.
struct Fields {
    private let members: Members
    var issues = Issues()

    init(_ members: Members) {
        self.members = members
    }

    mutating func text(_ name: String) -> String? {
        read(name, "string", \.string)
    }

    mutating func flag(_ name: String) -> Bool? {
        read(name, "boolean", \.bool)
    }

    mutating func integer(_ name: String, in range: ClosedRange<Int>? = nil) -> Int? {
        guard let value = read(name, "integer", { $0.number?.int }) else { return nil }
        guard let range, !range.contains(value) else { return value }
        if value < range.lowerBound {
            issues.add(name, "Number must be greater than or equal to \(range.lowerBound)", .tooSmall)
        } else {
            issues.add(name, "Number must be less than or equal to \(range.upperBound)", .tooBig)
        }
        return nil
    }

    mutating func choice(_ name: String, of words: [String]) -> String? {
        guard let word = text(name) else { return nil }
        guard words.contains(word) else {
            issues.add(name, "Invalid value. Expected \(alternatives(words)), received '\(word)'", .invalidOption)
            return nil
        }
        return word
    }

    /// 1 to 4000 characters; also absent or null is `Prompt is required` (lemondata.md §4.2).
    mutating func prompt() -> String {
        guard let node = members["prompt"], !node.isNull else {
            issues.add("prompt", "Prompt is required", .invalidType)
            return ""
        }
        guard let prompt = text("prompt") else { return "" }
        if prompt.isEmpty { issues.add("prompt", "Prompt is required", .tooSmall) }
        // No scalar is shorter than a byte, so most prompts need no counting.
        let most = Bound.prompt.upperBound
        if prompt.utf8.count > most, prompt.unicodeScalars.count > most {
            issues.add("prompt", "Prompt must be at most \(most) characters", .tooBig)
        }
        return prompt
    }

    /// An address of a picture, or the picture itself as a data URL. It is never fetched.
    mutating func address(_ name: String) -> Int {
        guard let text = text(name) else { return 0 }
        if !isPictureAddress(text) { issues.add(name, "Invalid url", .invalidString) }
        return 1
    }

    mutating func addresses(_ name: String) -> Int {
        let nodes = references(name)
        for (index, node) in nodes.enumerated() {
            guard let text = node.string else {
                issues.add("\(name)[\(index)]", "Expected string, received \(kind(of: node))", .invalidType)
                continue
            }
            if !isPictureAddress(text) { issues.add("\(name)[\(index)]", "Invalid url", .invalidString) }
        }
        return nodes.count
    }

    /// A list of as many pictures as a request may name; empty when it is wrong, or not there.
    private mutating func references(_ name: String) -> [Node] {
        guard let nodes = read(name, "array", \.array) else { return [] }
        let bounds = Bound.references
        guard bounds.contains(nodes.count) else {
            issues.add(
                name, "Array must contain \(bounds.lowerBound) to \(bounds.upperBound) elements",
                nodes.isEmpty ? .tooSmall : .tooBig)
            return []
        }
        return nodes
    }

    /// A list of mappings that each name a picture (lemondata.md §3.7 [docs-successor]).
    mutating func pictureReferences(_ name: String) -> Int {
        let nodes = references(name)
        for (index, node) in nodes.enumerated() { check(node, "\(name)[\(index)]") }
        return nodes.count
    }

    mutating func checkPictureReference(_ name: String) {
        guard let node = members[name], !node.isNull else { return }
        check(node, name)
    }

    /// `image_url` or `file_id`, exactly one of them. No files are kept here, so none is found [chosen].
    private mutating func check(_ node: Node, _ name: String) {
        guard let reference = node.object else {
            issues.add(name, "Expected object, received \(kind(of: node))", .invalidType)
            return
        }
        let (address, file) = (reference["image_url"], reference["file_id"])
        guard (address == nil) != (file == nil) else {
            issues.add(name, "Expected exactly one of image_url and file_id", .custom)
            return
        }
        guard let address else {
            issues.add("\(name).file_id", "File not found", .custom)
            return
        }
        guard let text = address.string, isPictureAddress(text) else {
            issues.add("\(name).image_url", "Invalid url", .invalidString)
            return
        }
    }

    private mutating func read<Value>(_ name: String, _ wanted: String, _ convert: (Node) -> Value?) -> Value? {
        guard let node = members[name], !node.isNull else { return nil }
        guard let value = convert(node) else {
            issues.add(name, "Expected \(wanted), received \(kind(of: node))", .invalidType)
            return nil
        }
        return value
    }
}

/// `'a' | 'b'`
func alternatives(_ words: [String]) -> String {
    words.map { "'\($0)'" }.joined(separator: " | ")
}

private func isPictureAddress(_ text: String) -> Bool {
    if isWebAddress(text, schemes: ["https", "http"]) { return true }
    guard let url = DataURL(text), url.mediaType.hasPrefix("image/") else { return false }
    return url.bytes()?.isEmpty == false
}

private func kind(of node: Node) -> String {
    switch node.value {
    case .null: "null"
    case .bool: "boolean"
    case .number(let number): number.int == nil ? "float" : "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
}
