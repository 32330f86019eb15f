import Documents

/// Which empty values count as absent. Source: unified-tasks.md §4.1 [chosen]; setting `empty_values`.
public enum EmptyValues: Sendable {
    /// `""` where a text may stand and `[]` where a list may; elsewhere they are values of a wrong type.
    case strict
    /// Both, whatever the type.
    case lenient
}

extension Parameter {
    /// Whether a value says no more than none would: null, an empty value, a prompt of blanks.
    func isAbsent(_ node: Node, _ emptyValues: EmptyValues) -> Bool {
        if node.countsAsAbsent { return node.isNull || emptyValues == .lenient || type.takesEmpty(node) }
        return Self.promptNames.contains(name) && node.isBlank
    }

    /// What a model is told in words: blanks alone tell it nothing [chosen].
    static let promptNames: Set<String> = ["prompt", "gpt_description_prompt", "text"]
}

extension ValueType {
    /// Whether an empty text or list is of this type but for what it says: an empty URL is still a text.
    fileprivate func takesEmpty(_ node: Node) -> Bool {
        alternatives.contains { kind in
            switch (kind, node.value) {
            case (.string, .string), (.url, .string), (.array, .array): true
            default: false
            }
        }
    }
}
