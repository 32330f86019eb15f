import HTTPMessages
import Journal

/// A line for a shell that sends the request of an entry again, with `$UNDERSTUDY_KEY` in the place of the client's key.
struct CurlCommand {
    private static let note = "Keys are not kept: export UNDERSTUDY_KEY first. What else was secret is ***."

    /// Commands for each of the entries, one behind the other.
    static func script(_ entries: [JournalEntry], comment: String) -> String {
        (["# " + comment, "# " + note] + entries.map { CurlCommand($0).text }).map { $0 + "\n" }.joined()
    }

    let text: String

    init(_ entry: JournalEntry) {
        let name = "# Request \(entry.number), answered with \(entry.status == 0 ? "nothing" : "\(entry.status)")."
        if let reason = Self.obstacle(entry) {
            text = "\(name) It cannot be sent again from here: \(reason)."
        } else {
            text = name + "\n" + Self.words(of: entry).joined(separator: " ")
        }
    }

    private static func obstacle(_ entry: JournalEntry) -> String? {
        if entry.hasSignedLink { return "a signed link must be asked for again, since its signature is not kept" }
        let bytes = entry.request.bytes
        if bytes.contains(0) || String(validating: bytes, as: UTF8.self) == nil {
            return "its body is \(bytes.count) bytes that are no text"
        }
        if entry.isBodyCut { return "only the beginning of its body is kept" }
        return nil
    }

    /// As words of a shell.
    private static func words(of entry: JournalEntry) -> [String] {
        let request = entry.request
        // Brackets and `..` in an address stand for themselves.
        var words = ["curl", "-sS", "--globoff", "--path-as-is"]
        switch request.method {
        case "HEAD": words.append("--head")
        default: words += ["-X", quoted(request.method)]
        }
        words.append(quoted(entry.url(key: KeptSecret.variable)))
        for field in request.headers where !ownHeaders.contains(field.name.lowercased()) {
            // A field without a value is told from one that is to be left out.
            let line =
                field.value.isEmpty
                ? field.name + ";"
                : "\(field.name): \(KeptSecret.header(field.name, field.value, key: KeptSecret.variable))"
            words += ["-H", quoted(line)]
        }
        for name in ["Accept", "User-Agent"] where request.headers[name] == nil { words += ["-H", quoted(name + ":")] }
        if !request.bytes.isEmpty {
            if request.headers["Content-Type"] == nil { words += ["-H", quoted("Content-Type:")] }
            // Not `--data`, for which a body that begins with `@` is the name of a file.
            words += ["--data-raw", quoted(String(decoding: request.bytes, as: UTF8.self), key: false)]
        }
        return words
    }

    /// What curl makes itself.
    private static let ownHeaders: Set = [
        "host", "content-length", "connection", "transfer-encoding", "expect", "keep-alive", "te", "trailer", "upgrade",
    ]

    /// One word for a shell, whatever is in it.
    ///
    /// - Parameter key: whether the shell is to put its variable where that stands.
    static func quoted(_ text: String, key: Bool = true) -> String {
        guard key, let range = text.firstRange(of: KeptSecret.variable) else {
            return "'" + text.replacing("'", with: "'\\''") + "'"
        }
        let rest = text[range.upperBound...]
        return quoted(String(text[..<range.lowerBound]), key: false) + "\"\(KeptSecret.variable)\""
            + (rest.isEmpty ? "" : quoted(String(rest), key: false))
    }
}
