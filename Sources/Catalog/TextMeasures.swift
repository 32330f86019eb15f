/// Whether the text is an absolute http or https URL with a host. Nothing is fetched [chosen, unified-tasks.md §4.1].
public func isWebURL(_ text: String) -> Bool {
    let bytes = text.utf8
    let rest: Substring.UTF8View
    if bytes.starts(with: "http://".utf8, by: sameIgnoringCase) {
        rest = bytes.dropFirst(7)
    } else if bytes.starts(with: "https://".utf8, by: sameIgnoringCase) {
        rest = bytes.dropFirst(8)
    } else {
        return false
    }
    guard let first = rest.first, !"/?#:@".utf8.contains(first) else { return false }
    return rest.allSatisfy { $0 > 0x20 && $0 != 0x7F }
}

private func sameIgnoringCase(_ byte: UInt8, _ lower: UInt8) -> Bool {
    byte == lower || (byte | 0x20 == lower && byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z"))
}

/// How many characters a text has, counted in Unicode scalars [chosen].
public func characterCount(_ text: String) -> Int {
    text.utf8.reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
}
