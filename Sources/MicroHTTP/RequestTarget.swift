/// The raw target of a request line, taken apart as it came: nothing is decoded (http-library.md §4).
struct RequestTarget: Equatable {
    /// From the first `/`, without the query.
    var path: String
    /// Without its `?`.
    var query: String
    /// The host of an absolute form, which must be the one the request names.
    var authority: [UInt8]?

    init(_ bytes: Span<UInt8>) throws(Gate.Refusal) {
        let isASCII = try RequestTarget.check(bytes)
        let host = try RequestTarget.authority(bytes)
        if let host { authority = host.map { bytes[$0] } }
        let below = bytes.extracting((host?.upperBound ?? 0)...)
        var mark = 0
        while mark < below.count, below[mark] != UInt8(ascii: "?") { mark += 1 }
        path = try RequestTarget.text(below.extracting(..<mark), isASCII: isASCII)
        query = mark < below.count ? try RequestTarget.text(below.extracting((mark + 1)...), isASCII: isASCII) : ""
        if authority != nil, path.isEmpty { path = "/" }
        guard path.utf8.first == UInt8(ascii: "/") else { throw .bad("the request target does not begin with a slash") }
    }

    /// Whether it is ASCII alone.
    private static func check(_ bytes: Span<UInt8>) throws(Gate.Refusal) -> Bool {
        var (every, hasControl): (UInt8, Bool) = (0, false)
        for index in bytes.indices {
            let byte = bytes[index]
            every |= byte
            hasControl = hasControl || byte <= 0x20 || byte == 0x7F
        }
        if hasControl { throw .bad("the request target has a control character") }
        return every < 0x80
    }

    /// Where the host of an absolute form lies; nil for the usual form.
    private static func authority(_ bytes: Span<UInt8>) throws(Gate.Refusal) -> Range<Int>? {
        guard let start = schemeLength(bytes) else { return nil }
        var end = start
        while end < bytes.count, bytes[end] != UInt8(ascii: "/"), bytes[end] != UInt8(ascii: "?") { end += 1 }
        guard end > start else { throw .bad("the request target names no host") }
        return start..<end
    }

    private static func schemeLength(_ bytes: Span<UInt8>) -> Int? {
        if bytes.count > 7, Bytes.equal(bytes.extracting(..<7), "http://") { return 7 }
        if bytes.count > 8, Bytes.equal(bytes.extracting(..<8), "https://") { return 8 }
        return nil
    }

    /// Validating is several times slower than decoding.
    private static func text(_ bytes: Span<UInt8>, isASCII: Bool) throws(Gate.Refusal) -> String {
        if isASCII { return unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) } }
        let text = unsafe bytes.withUnsafeBufferPointer { unsafe String(validating: $0, as: UTF8.self) }
        guard let text else { throw .bad("the request target is not UTF-8") }
        return text
    }
}
