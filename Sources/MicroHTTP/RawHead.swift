import CMicroHTTPD
import HTTPMessages
import Time

/// The head of an answer that is written by our own hand.
enum RawHead {
    enum Framing: Equatable {
        /// Neither length nor chunks: the close ends the body, or there is none.
        case none
        case length(Int)
        case chunked
        case lengths(Int, Int)
    }

    /// - Parameter words: instead of the usual reason phrase; an empty one leaves the status alone.
    static func bytes(of response: Response, framing: Framing, reason words: String? = nil) -> [UInt8] {
        var head: [UInt8] = []
        head.reserveCapacity(response.headers.byteCount + 4 * response.headers.count + 128)
        head += "HTTP/1.1 \(response.status) \(words ?? reason(response.status))\r\n".utf8
        var isDated = false
        response.headers.forEachField { name, value in
            isDated = isDated || Bytes.equal(name, "date")
            if !decidesFraming(name) { append(name, value, to: &head) }
        }
        if !isDated { head += "Date: \(Timestamp(nanoseconds: MonotonicClock.wall()).httpDate)\r\n".utf8 }
        switch framing {
        case .none: break
        case .length(let count): head += "Content-Length: \(count)\r\n".utf8
        case .chunked: head += "Transfer-Encoding: chunked\r\n".utf8
        case .lengths(let one, let other): head += "Content-Length: \(one)\r\nContent-Length: \(other)\r\n".utf8
        }
        return head + [0x0D, 0x0A]
    }

    private static func decidesFraming(_ name: Span<UInt8>) -> Bool {
        Bytes.equal(name, "content-length") || Bytes.equal(name, "transfer-encoding")
    }

    private static func append(_ name: Span<UInt8>, _ value: Span<UInt8>, to head: inout [UInt8]) {
        for index in name.indices { head.append(name[index]) }
        head += [0x3A, 0x20]
        for index in value.indices { head.append(value[index]) }
        head += [0x0D, 0x0A]
    }

    /// The library's own words, so that both ways of answering look alike.
    private static func reason(_ status: Int) -> String {
        guard let text = unsafe MHD_get_reason_phrase_for(UInt32(clamping: status)) else { return "Unknown" }
        return unsafe String(cString: text)
    }
}
