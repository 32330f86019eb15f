import Core

/// Headers of an answer that the server makes itself, whatever a rule says: a rule that changes one would be passed over in silence
/// or told beside the truth, so it is refused when it is loaded.
enum ServerHeader: String, CaseIterable {
    case contentLength = "content-length"
    case transferEncoding = "transfer-encoding"
    case connection
    case date

    /// Reports the headers of an aspect that cannot be as it says.
    ///
    /// - Parameter canChunk: whether `transfer-encoding: chunked` means something there.
    static func check(_ headers: Reading.Entry?, canChunk: Bool = false, _ builder: inout Builder) {
        for entry in headers?.value.entries ?? [] {
            guard let header = ServerHeader(rawValue: entry.key.lowercased()) else { continue }
            let values = entry.value.text.map { [$0] } ?? entry.value.texts
            let flaws =
                values.isEmpty
                ? [header.flaw(nil, canChunk: canChunk)] : values.map { header.flaw($0, canChunk: canChunk) }
            if let flaw = flaws.lazy.compactMap(\.self).first {
                builder.report("`\(shortened(entry.key))` \(flaw)", at: entry)
            }
        }
    }

    /// What is wrong with that value; a nil value removes the header.
    private func flaw(_ value: String?, canChunk: Bool) -> String? {
        switch (self, value) {
        case (.contentLength, _):
            "follows from the body; `patch: { content_length: short }` tells another one, and "
                + "`patch: { headers: { transfer-encoding: chunked } }` none"
        case (.transferEncoding, let value?) where canChunk && value.lowercased() == "chunked": nil
        case (.transferEncoding, _):
            "follows from the body; only `patch: { headers: { transfer-encoding: chunked } }` changes it"
        case (.connection, nil): "cannot be removed: the server says itself whether it keeps the connection"
        case (.date, nil):
            "cannot be removed: the server would tell the real time; `clock_skew: { date: -2h }` moves it, and a text replaces it"
        case (.connection, _?), (.date, _?): nil
        }
    }
}
