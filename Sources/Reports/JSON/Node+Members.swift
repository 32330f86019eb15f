import Documents

extension Members {
    mutating func add(_ key: String, _ value: Node) { append(Member(key: key, value: value)) }
}

extension Node {
    /// For people and diffs too: a line for each value, two spaces a level, a line break at the end.
    var indentedJSON: [UInt8] {
        var writer = JSONWriter(indent: 2)
        writer.value(self)
        return writer.finish() + [UInt8(ascii: "\n")]
    }
}
