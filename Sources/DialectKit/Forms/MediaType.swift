import HTTPMessages

/// A header value of a word and its parameters: `multipart/form-data; boundary=x`, `form-data; name="a"`.
///
/// Names of parameters are compared without regard to case, and values may be quoted. Of a parameter that comes twice
/// the first counts; what makes no sense ends the list.
public struct MediaType: Sendable {
    /// Before the first semicolon, in lower case.
    public let word: String
    private let parameters: [(name: String, value: [UInt8])]

    /// nil where there is no word.
    public init?(_ text: String) {
        var scanner = ParameterScanner(Array(text.utf8))
        word = scanner.word()
        guard !word.isEmpty else { return nil }
        var parameters: [(name: String, value: [UInt8])] = []
        while let parameter = scanner.parameter() { parameters.append(parameter) }
        self.parameters = parameters
    }

    /// `word` in lower case.
    public func isEqual(_ word: String) -> Bool { self.word == word }

    /// The value of a parameter as it stands there, without quotes; `name` in lower case.
    public func parameter(_ name: String) -> String? {
        parameters.first { $0.name == name }.map { String(decoding: $0.value, as: UTF8.self) }
    }

    /// The value of a parameter of a form: browsers and RFC 7578 §2 write quotes and line breaks as `%22`, `%0D`, `%0A`.
    func text(_ name: String) -> String? {
        guard let value = parameters.first(where: { $0.name == name })?.value else { return nil }
        guard value.contains(UInt8(ascii: "%")) else { return String(decoding: value, as: UTF8.self) }
        return percentDecoded(value, only: [0x22, 0x0D, 0x0A])
    }

    /// The value of `name*` in the form of RFC 8187, `UTF-8''na%C3%AFve.png`, which older clients still send; nil for
    /// other character sets.
    func extendedText(_ name: String) -> String? {
        guard let value = parameters.first(where: { $0.name == name + "*" })?.value else { return nil }
        let parts = value.split(separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, String(decoding: parts[0], as: UTF8.self).lowercased() == "utf-8" else { return nil }
        return percentDecoded(parts[2], only: nil)
    }
}

/// Reads word and parameters from the left.
private struct ParameterScanner {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func word() -> String {
        skipBlanks()
        let word = token()
        return String(decoding: word, as: UTF8.self).lowercased()
    }

    mutating func parameter() -> (name: String, value: [UInt8])? {
        while place < bytes.count, isBlank(bytes[place]) || bytes[place] == UInt8(ascii: ";") { place += 1 }
        let name = token()
        guard !name.isEmpty, place < bytes.count, bytes[place] == UInt8(ascii: "=") else { return nil }
        place += 1
        let isQuoted = place < bytes.count && bytes[place] == UInt8(ascii: "\"")
        guard let value = isQuoted ? quoted() : token() else { return nil }
        return (String(decoding: name, as: UTF8.self).lowercased(), value)
    }

    private mutating func token() -> [UInt8] {
        let start = place
        while place < bytes.count, !isBlank(bytes[place]), !";=".utf8.contains(bytes[place]) { place += 1 }
        return Array(bytes[start..<place])
    }

    /// A backslash protects a quote and itself, nothing else: some write the folders of Windows as they are.
    private mutating func quoted() -> [UInt8]? {
        var value: [UInt8] = []
        place += 1
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if byte == UInt8(ascii: "\"") { return value }
            if byte == UInt8(ascii: "\\"), place < bytes.count, "\"\\".utf8.contains(bytes[place]) {
                value.append(bytes[place])
                place += 1
            } else {
                value.append(byte)
            }
        }
        return nil
    }

    private mutating func skipBlanks() {
        while place < bytes.count, isBlank(bytes[place]) { place += 1 }
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}

/// Decodes escapes, or those of the listed bytes alone; anything else stands for itself.
private func percentDecoded(_ raw: some Collection<UInt8>, only listed: [UInt8]?) -> String {
    let bytes = Array(raw)
    var decoded: [UInt8] = []
    var place = 0
    while place < bytes.count {
        if bytes[place] == UInt8(ascii: "%"), place + 2 < bytes.count,
            let high = hexDigit(bytes[place + 1]), let low = hexDigit(bytes[place + 2]),
            listed?.contains(high << 4 | low) ?? true
        {
            decoded.append(high << 4 | low)
            place += 3
        } else {
            decoded.append(bytes[place])
            place += 1
        }
    }
    return String(decoding: decoded, as: UTF8.self)
}
