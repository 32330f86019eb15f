import HTTPMessages

/// `charset:` a body in another encoding than it says, or with bytes that are no text.
public struct Charset: Sendable, Equatable {
    public enum Encoding: String, Sendable, CaseIterable {
        /// What it has no character for becomes `?`.
        case latin1 = "iso-8859-1"
        /// Little end first, behind a mark of it.
        case utf16 = "utf-16"
    }

    /// What `Content-Type` says instead; nil: what it says anyhow.
    public var declared: String?
    /// nil: UTF-8.
    public var encoding: Encoding?
    /// A byte that no UTF-8 has stands at the start of the first text in the body.
    public var isInvalid = false

    var filter: TextFilter? {
        encoding == nil && !isInvalid ? nil : TextFilter(encoding, isInvalid: isInvalid)
    }

    func applyHeaders(_ response: inout Response) {
        guard let declared else { return }
        let type = response.headers["Content-Type"]?.prefix { $0 != ";" } ?? "text/plain"
        response.headers.set("Content-Type", "\(type); charset=\(declared)")
    }
}

extension Charset: AspectEffect {
    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        decision.charset = self
    }

    fileprivate init(_ reading: Reading) {
        declared = reading[Keys.declare]
        encoding = reading[Keys.encode]
        isInvalid = reading[Keys.invalid] ?? false
    }
}

extension Aspect {
    static let charset = Aspect(
        "charset", .table(Keys.table), "a body in another encoding than it says, or with bytes that are no text",
        at: .answered
    ) { reading, _, _ in Charset(reading) }
}

private enum Keys {
    static let table = Table(
        "`charset`", [declare, encode, invalid],
        demands: [.atLeastOne([declare, encode, invalid]), .atMostOne([encode, invalid])])

    static let declare = Field("declare", .text(.headerValue), "what `Content-Type` says")
    static let encode = Field<Charset.Encoding>("encode", .words("encoding"), "what the body is in, instead of UTF-8")
    static let invalid = Field(
        "invalid_utf8", .boolean, "the byte FF stands at the start of the first text in the body")
}
