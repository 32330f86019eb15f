import HTTPMessages

/// An answer that is written by our own hand: head, body and framing as bytes, then a late close or a reset. Pure.
struct Writer {
    enum Step: Equatable {
        case send(ArraySlice<UInt8>)
        case pause(Duration?)
        /// What is written gets a little real time to leave, since a reset would overtake it.
        case settle
        case reset
        /// All is done.
        case finish
    }

    private static var pieceLimit: Int { 32 << 10 }
    /// A size that is no hexadecimal number, then bytes that are no chunk [chosen].
    private static var brokenChunk: [UInt8] { Array("size?\r\nno chunk\r\n".utf8) }

    /// The length of a body that nobody knows, for an answer that must tell one [chosen].
    private static var unreached: Int { 1 << 30 }

    private let resets: Bool
    /// What goes out is no answer.
    private let isSpoilt: Bool
    private var hasSettled = false
    /// Body bytes that the kernel took; all bytes of a raw answer.
    private(set) var bodyBytes = 0
    private var sending: Sending
    private let isChunked: Bool
    /// The pause that was given last is the silence of a fault.
    var isStalling: Bool { sending.isStalling }
    private var closeDelay: Duration?
    private var unsent: ArraySlice<UInt8>
    /// What of the head waits for its turn, where it is cut.
    private var head: SlicedHead?
    /// How many of the unsent bytes are of the body.
    private var unsentBody: Int
    private var isWritten = false
    /// No limit of a fault was reached on the way.
    private(set) var isWhole = false

    init(_ delivery: Delivery, hasNoBody: Bool, isHTTP11: Bool) {
        closeDelay = delivery.closeDelay
        if case .raw(let bytes) = delivery.ending {
            (unsent, unsentBody, resets, isChunked, isSpoilt) = (bytes[...], bytes.count, false, false, true)
            sending = Sending(.bytes([]), slices: nil, ending: .complete)
            return
        }
        if case .brokenChunk = delivery.ending {
            // HTTP/1.0 has no chunks: there the body is missing instead.
            let framing: RawHead.Framing = isHTTP11 ? .chunked : .none
            let head = RawHead.bytes(of: delivery.response, framing: framing, reason: delivery.reason)
            let chunk = isHTTP11 && !hasNoBody ? Writer.brokenChunk : []
            (unsent, unsentBody, resets, isChunked, isSpoilt) = ((head + chunk)[...], 0, false, false, true)
            sending = Sending(.bytes([]), slices: nil, ending: .complete)
            return
        }
        isSpoilt = false
        let body = hasNoBody ? .bytes([]) : delivery.response.body
        sending = Sending(body, slices: delivery.slices, ending: delivery.ending)
        let framing = Writer.framing(delivery, hasNoBody: hasNoBody, isHTTP11: isHTTP11)
        isChunked = framing == .chunked && !hasNoBody
        var response = delivery.response
        if case .reset = delivery.ending { resets = true } else { resets = false }
        // Behind a length that is a lie the client must take the connection for a kept one, or it would read to the end.
        if !resets, !Writer.lies(delivery.framing) { response.headers.set("Connection", "close") }
        unsent = (delivery.interim + RawHead.bytes(of: response, framing: framing, reason: delivery.reason))[...]
        unsentBody = 0
        if let slices = delivery.slices, slices.cutsHead {
            head = SlicedHead(unsent, slices)
            unsent = []
        }
    }

    private static func framing(_ delivery: Delivery, hasNoBody: Bool, isHTTP11: Bool) -> RawHead.Framing {
        let status = delivery.response.status
        if status < 200 || status == 204 || status == 304 { return .none }
        let length = Sending(delivery.response.body, slices: nil, ending: .complete).length
        switch (delivery.framing, length) {
        case (.declared(let told), _): return .length(told)
        case (.doubled, let length): return .lengths(length ?? unreached, (length ?? unreached) + 1)
        case (.automatic, let length?): return .length(length)
        case (.automatic, nil), (.chunked, _): return isHTTP11 ? .chunked : .none
        }
    }

    private static func lies(_ framing: Delivery.Framing) -> Bool {
        if case .declared = framing { true } else { false }
    }

    mutating func next() -> Step {
        if !unsent.isEmpty { return .send(unsent) }
        if let step = head?.next() {
            if case .send(let slice) = step { unsent = slice }
            return step
        }
        if !isWritten {
            switch sending.next(atMost: Writer.pieceLimit) {
            case .bytes(let bytes): queue(bytes)
            case .pause(let pause): return .pause(pause)
            case .end:
                isWritten = true
                isWhole = !isSpoilt && !sending.hasStopped
                if isChunked { unsent = Array("0\r\n\r\n".utf8)[...] }
            case .breakOff: isWritten = true
            }
            return next()
        }
        return close()
    }

    private mutating func close() -> Step {
        if let pause = closeDelay.take() { return .pause(pause) }
        guard resets, !isWhole else { return .finish }
        guard hasSettled else {
            hasSettled = true
            return .settle
        }
        return .reset
    }

    /// The kernel took that many bytes.
    mutating func sent(_ count: Int) {
        unsent = unsent.dropFirst(count)
        guard unsent.isEmpty else { return }
        bodyBytes += unsentBody
        unsentBody = 0
    }

    private mutating func queue(_ bytes: ArraySlice<UInt8>) {
        unsentBody = bytes.count
        unsent =
            isChunked
            ? Array("\(String(bytes.count, radix: 16, uppercase: true))\r\n".utf8) + bytes + [0x0D, 0x0A] : bytes
    }
}
