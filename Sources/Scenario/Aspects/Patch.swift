import Core
import Documents
import HTTPMessages

/// `patch:` changes to the good answer.
public struct PatchDirective: Sendable, Equatable {
    public enum Length: Sendable, Equatable {
        /// Half of the truth.
        case short
        /// Twice the truth, and one.
        case long
        case exactly(Int)
    }

    public var headers: [HeaderChange] = []
    public var body: BodyChange?
    /// What `Content-Length` says, whatever the body has.
    public var contentLength: Length?

    public init() {}
}

extension PatchDirective: AspectEffect {
    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        decision.patch = self
    }

    func applyBody(_ response: inout Response) {
        if let body { response.body = response.body.changingJSON { body.applied(to: $0) } }
    }

    func applyHeaders(_ response: inout Response) {
        for header in headers where !header.isFraming { header.apply(to: &response.headers) }
    }

    /// How the body is framed, where the patch speaks of it.
    func framing(of response: Response) -> Delivery.Framing? {
        if headers.contains(where: { $0.isFraming && $0.value?.lowercased() == "chunked" }) { return .chunked }
        guard let contentLength else { return nil }
        var length = 0
        if case .bytes(let bytes) = response.body { length = bytes.count }
        if case .stream(let stream) = response.body { length = stream.length ?? 0 }
        return switch contentLength {
        case .short: .declared(length / 2)
        case .long: .declared(length * 2 + 1)
        case .exactly(let told): .declared(told)
        }
    }

    fileprivate init(_ reading: Reading) {
        headers = reading[Keys.headers] ?? []
        body = BodyChange(reading)
        contentLength = reading[Keys.contentLength]
    }
}

extension HeaderChange {
    fileprivate var isFraming: Bool { name.lowercased() == "transfer-encoding" }
}

extension Form<[HeaderChange]> {
    /// Headers to set, several times by a list of values, or to remove by null.
    static var headerChanges: Self {
        Form(.mapping(key: .headerName, value: .either([.oneOrMany(.scalar(.text(.headerValue))), .null]))) { reading in
            reading.entries.flatMap { entry in
                let values = entry.value.texts
                guard !values.isEmpty else { return [HeaderChange(name: entry.key, value: nil)] }
                return values.enumerated().map {
                    HeaderChange(name: entry.key, value: $1, isFurther: $0 > 0)
                }
            }
        }
    }
}

extension Aspect {
    static let patch = Aspect(
        "patch", .table(Keys.table), "changes the good answer by a JSON merge patch", at: .answered
    ) { reading, builder, _ in
        ServerHeader.check(reading.entry(Keys.headers), canChunk: true, &builder)
        return PatchDirective(reading)
    }
}

private enum Keys {
    static let table = Table(
        "`patch`", keys, demands: [.atLeastOne(keys)])

    static let keys: [any Keyed] = [headers] + BodyChangeKeys.all + [contentLength]

    static let headers = Field("headers", .headerChanges, "headers to set; null removes one")
    static let contentLength = Field<PatchDirective.Length>(
        "content_length",
        .either(.choice("word", ["short": .short, "long": .long]), Form.count.map { .exactly($0) }),
        "what `Content-Length` says, whatever the body has")
}
