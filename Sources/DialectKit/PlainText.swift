/// The number that a text of 1 to 18 ASCII digits stands for; nil for any other text, signs and blanks included.
public func plainInteger(_ text: some StringProtocol) -> Int? {
    let bytes = text.utf8
    guard (1...18).contains(bytes.count), bytes.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return bytes.reduce(0) { $0 * 10 + Int($1 - 0x30) }
}

/// Whether a text is an absolute address with one of those schemes (lower case, `https`), a host, and no blanks or control
/// characters. It is never fetched.
public func isWebAddress(_ text: String, schemes: [String]) -> Bool {
    schemes.contains { scheme in
        let bytes = text.utf8
        let rest = bytes.dropFirst(scheme.utf8.count)
        return bytes.prefix(scheme.utf8.count).elementsEqual(scheme.utf8, by: { $0 | 0x20 == $1 })
            && rest.starts(with: "://".utf8) && hasHost(rest.dropFirst(3))
    }
}

private func hasHost(_ rest: Substring.UTF8View) -> Bool {
    guard let first = rest.first, !"/?#:".utf8.contains(first) else { return false }
    return rest.allSatisfy { $0 > 0x20 && $0 != 0x7F }
}
