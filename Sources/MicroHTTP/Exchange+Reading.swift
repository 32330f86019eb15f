import CMicroHTTPD
import Glibc
import HTTPMessages

/// From the request line to the end of the body.
extension Exchange {
    /// The library calls: with the head, with a piece of the body, at its end, and after each resume. False closes.
    func shown(method: UnsafePointer<CChar>, version: UnsafePointer<CChar>, piece: UnsafeRawBufferPointer) -> Bool {
        switch phase {
        case .head: return unsafe readHead(method: method, version: version)
        case .body where isShownAgain:
            isShownAgain = false
            return true
        case .body, .discarding:
            if let chunkLine, refusal == nil, unsafe chunkLine.hasBareCR(before: piece) {
                return giveUp(piece.count, ChunkLine.refusal)
            }
            guard unsafe bodyCame(piece) else { return false }
            return unsafe piece.isEmpty || continueReading(after: piece.count)
        case .due: return delivery.take().map(perform) ?? false
        case .held, .delayed, .silent: return stayHeld()
        case .asking, .sending: return true
        case .writing, .closing: return false
        }
    }

    /// An empty piece ends it.
    private func bodyCame(_ piece: UnsafeRawBufferPointer) -> Bool {
        if phase == .body { return unsafe piece.isEmpty ? ask(wholeBody) : collect(piece) }
        return unsafe piece.isEmpty ? finishDiscarding() : discard(piece.count)
    }

    private func readHead(method: UnsafePointer<CChar>, version: UnsafePointer<CChar>) -> Bool {
        let fields = unsafe HeadFields(of: handle, without: ownFields, method: method, version: version)
        do {
            return try unsafe check(fields, method: method, version: version)
        } catch {
            return refuse(error)
        }
    }

    private func check(
        _ fields: HeadFields, method name: UnsafePointer<CChar>, version: UnsafePointer<CChar>
    ) throws(Gate.Refusal) -> Bool {
        guard !loop.isStopping else { throw .stopping }
        guard let method = unsafe Method.known(name) else { throw .bad("the method is not supported") }
        let target = try self.target.get()
        let text = fields.headers.text
        let host = text.span.extracting(fields.host)
        try checkTarget(target, host: host, versionAddress: UInt(bitPattern: version))
        isHTTP11 = unsafe strcmp(version, "HTTP/1.1") == 0
        var gate = fields.gate
        let headLength = unsafe microhttp_head_size(handle)
        try checkLength(target)
        let length = try gate.finish(
            isHTTP11: isHTTP11, headLength: headLength, within: loop.configuration.headLimits)
        isHead = method == "HEAD"
        headCost = headLength + 64 * (fields.headers.count + 2)
        var request = Request(
            method: method, path: target.path, query: target.query, headers: fields.headers,
            base: connection.base(host: host), peer: connection.peer)
        let endpoint = loop.application.endpoint(for: &request, on: localPort)
        if length != .none { limit = max(0, endpoint.bodyLimit(for: request)) }
        self.endpoint = endpoint
        self.request = request
        if length == .chunked { chunkLine = ChunkLine(headEnd: UInt(bitPattern: name) + UInt(headLength)) }
        return expect(length, expectsContinue: gate.expectsContinue)
    }

    private func checkLength(_ target: RequestTarget) throws(Gate.Refusal) {
        let limits = loop.configuration.headLimits
        if targetRange.length > limits.bytes { throw .longTarget(limits) }
        guard target.query.utf8.count > limits.fields else { return }
        let parameters = target.query.utf8.count { $0 == UInt8(ascii: "&") } + 1
        if parameters > limits.fields { throw .manyParameters(limits) }
    }

    private func checkTarget(
        _ target: RequestTarget, host: Span<UInt8>, versionAddress: UInt
    ) throws(Gate.Refusal) {
        if microhttp_head_is_lenient, versionAddress &- targetRange.address != UInt(targetRange.length + 1) {
            throw .bad("the request target has a control character")
        }
        guard let authority = target.authority else { return }
        guard Bytes.equalIgnoringCase(authority.span, host) else {
            throw .bad("the request target names another host than Host")
        }
    }

    /// The head has passed: the body is awaited, or given up at once when it announces too much.
    private func expect(_ length: Gate.BodyLength, expectsContinue: Bool) -> Bool {
        phase = .body
        if length != .none, connection.receptionPlan?.reception.resetAfter == 0 { return continueReading(after: 0) }
        switch length {
        case .none: loop.rest(connection)
        case .chunked: loop.awaitBody(connection)
        case .known(let count):
            loop.awaitBody(connection)
            if count <= limit {
                body.reserveCapacity(min(count, 16 << 10))
            } else if expectsContinue || count - limit > loop.configuration.discardLimit {
                drains = true
                return ask(.tooLarge(limit: limit))
            } else {
                phase = .discarding
            }
        }
        return expectsContinue && length != .none ? answerExpectation() ?? true : true
    }

    private var wholeBody: Request.Body {
        guard let meter else { return .bytes(body) }
        return .measured(head: body, length: measuredBytes, digest: meter.digest)
    }

    private func collect(_ piece: UnsafeRawBufferPointer) -> Bool {
        if let meter { return unsafe measure(piece, meter) }
        guard piece.count <= limit - body.count else { return giveUp(piece.count, nil) }
        if body.count + piece.count > loop.configuration.longBody, let request,
            let meter = endpoint?.meter(for: request)
        {
            return unsafe beginMeasuring(piece, meter)
        }
        guard loop.inFlight.take(piece.count) else { return giveUp(piece.count, .overloaded) }
        countedBytes += piece.count
        unsafe body.append(contentsOf: piece)
        return true
    }

    /// How much of a measured body is kept.
    private static var keptHead: Int { 64 << 10 }

    private func beginMeasuring(_ piece: UnsafeRawBufferPointer, _ meter: any BodyMeter) -> Bool {
        meter.add(body)
        measuredBytes = body.count
        let head = Array(body.prefix(Self.keptHead))
        forgetBody()
        body = head
        self.meter = meter
        return unsafe measure(piece, meter)
    }

    private func measure(_ piece: UnsafeRawBufferPointer, _ meter: any BodyMeter) -> Bool {
        guard piece.count <= limit - measuredBytes else { return giveUp(piece.count, nil) }
        meter.add(unsafe Array(piece))
        measuredBytes += piece.count
        return true
    }

    private func giveUp(_ count: Int, _ refusal: Gate.Refusal?) -> Bool {
        forgetBody()
        self.refusal = refusal
        phase = .discarding
        return discard(count)
    }

    func forgetBody() {
        body = []
        meter = nil
        loop.inFlight.giveBack(countedBytes)
        countedBytes = 0
    }

    /// Within bounds, since the client can only read its refusal when it has sent everything.
    private func discard(_ count: Int) -> Bool {
        discardedBytes += count
        guard discardedBytes > loop.configuration.discardLimit else { return true }
        drains = true
        loop.report(.tooLarge, from: connection)
        return sendRaw(.tooLarge)
    }

    private func finishDiscarding() -> Bool {
        if let refusal { return refuse(refusal) }
        return ask(.tooLarge(limit: limit))
    }

    /// A refusal of the gate; the application never hears of it.
    func refuse(_ refusal: Gate.Refusal) -> Bool {
        drains = true
        phase = .sending
        loop.rest(connection)
        loop.report(refusal, from: connection)
        return queue(plainAnswer(refusal)) || sendRaw(refusal)
    }

    func plainAnswer(_ refusal: Gate.Refusal) -> Response {
        PlainAnswer.response(refusal, allowsOrigins: loop.configuration.allowsOrigins)
    }

    /// Where the library takes no answer: it has run out of the connection's memory, or in the middle of a body.
    private func sendRaw(_ refusal: Gate.Refusal) -> Bool {
        let text = PlainAnswer.bytes(refusal, allowsOrigins: loop.configuration.allowsOrigins)
        _ = unsafe text.withUnsafeBytes {
            unsafe send(connection.socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        return false
    }
}
