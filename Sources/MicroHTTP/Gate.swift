/// Refuses what RFC 9112 calls wrong and the library lets pass, before anything is routed (http-library.md §4).
///
/// Pure: it is fed the fields one by one and tells the first thing wrong.
struct Gate {
    /// Answered in plain text, and the connection is closed.
    struct Refusal: Error, Equatable {
        var status: Int
        var reason: String

        static func bad(_ reason: String) -> Refusal { Refusal(status: 400, reason: reason) }
    }

    /// What the framing fields say about the body.
    enum BodyLength: Equatable {
        case none
        case known(Int)
        case chunked
    }

    private var hosts = 0
    private var lengths = 0
    private var encodings = 0
    private var length = 0
    private var isChunked = false
    private(set) var refusal: Refusal?
    /// Where the host lies among the fields; nil without one.
    private(set) var hostField: Int?
    /// The client waits for a `100 Continue` before it sends the body.
    private(set) var expectsContinue = false
    private var fields = 0
    private var cookies = 0

    /// The first thing wrong is what the client is told.
    mutating func refuse(_ refusal: Refusal) {
        if self.refusal == nil { self.refusal = refusal }
    }

    /// The value comes as the library has it, with the blanks behind it: where it frames a body, both must read it alike.
    mutating func read(name: Span<UInt8>, value: Span<UInt8>) {
        defer { fields += 1 }
        guard Bytes.isToken(name) else { return refuse(.bad("a header name is not a token")) }
        guard Bytes.isFieldValue(value) else { return refuse(.bad("a header value has a control character")) }
        switch name.count {
        case 4 where Bytes.equal(name, "host"): readHost(value)
        case 6 where Bytes.equal(name, "cookie"): countCookies(value)
        case 6 where Bytes.equal(name, "expect"): expectsContinue = Bytes.equal(value, "100-continue")
        case 14 where Bytes.equal(name, "content-length"): readLength(value)
        case 17 where Bytes.equal(name, "transfer-encoding"): readTransferEncoding(value)
        case 16 where Bytes.equal(name, "content-encoding"): readContentEncoding(value)
        default: break
        }
    }

    private mutating func countCookies(_ value: Span<UInt8>) {
        cookies += 1
        for index in value.indices where value[index] == UInt8(ascii: ";") {
            cookies += 1
        }
    }

    private mutating func readHost(_ value: Span<UInt8>) {
        hosts += 1
        hostField = fields
        if hosts > 1 { refuse(.bad("more than one Host")) }
        if !Bytes.isAuthority(value.extracting(first: Bytes.trimmedCount(value))) {
            refuse(.bad("Host is not the name of a host"))
        }
    }

    private mutating func readLength(_ value: Span<UInt8>) {
        lengths += 1
        if lengths > 1 { refuse(.bad("more than one Content-Length")) }
        guard let number = Bytes.decimal(value) else { return refuse(.bad("Content-Length is not a number")) }
        length = number
    }

    private mutating func readTransferEncoding(_ value: Span<UInt8>) {
        encodings += 1
        isChunked = Bytes.equal(value, "chunked")
        if encodings > 1 { refuse(.bad("more than one Transfer-Encoding")) }
        if !isChunked { refuse(.bad("Transfer-Encoding is not exactly chunked")) }
    }

    private mutating func readContentEncoding(_ value: Span<UInt8>) {
        guard !Bytes.equal(value, "identity"), !value.isEmpty else { return }
        refuse(Refusal(status: 415, reason: "a body with a Content-Encoding is not accepted"))
    }

    /// What only all fields together tell.
    ///
    /// - Parameters:
    ///   - headLength: of the whole head, in bytes.
    mutating func finish(isHTTP11: Bool, headLength: Int, within limits: HeadLimits) throws(Refusal) -> BodyLength {
        if headLength > limits.bytes { throw .longHead(limits) }
        if fields + cookies > limits.fields { throw .manyFields(limits) }
        if isHTTP11, hosts == 0 { refuse(.bad("no Host")) }
        if lengths > 0, encodings > 0 { refuse(.bad("Content-Length together with Transfer-Encoding")) }
        if !isHTTP11, encodings > 0 { refuse(.bad("Transfer-Encoding on HTTP/1.0")) }
        if let refusal { throw refusal }
        if isChunked { return .chunked }
        return lengths > 0 && length > 0 ? .known(length) : .none
    }
}
