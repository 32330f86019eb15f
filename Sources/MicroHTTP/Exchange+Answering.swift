import CMicroHTTPD
import Glibc
import HTTPMessages
import Time

/// From the complete request to the answer.
extension Exchange {
    /// Bodies beyond this are copied piece by piece while they are sent, in bytes [chosen].
    private static var wholeBodyLimit: Int { 64 << 10 }

    func ask(_ body: Request.Body) -> Bool {
        loop.rest(connection)
        guard !loop.isStopping else { return refuse(.stopping) }
        if let way = connection.nextClose {
            miss(.closedOnReuse, body)
            return close(by: way)
        }
        guard let endpoint = endpoint.take(), let request = takeRequest(with: body) else { return false }
        self.body = []
        phase = .asking
        loop.hasHandled = true
        owner = endpoint.serve(request, for: self)
        if let delivery = delivery.take() { return accept(delivery) }
        phase = .held
        loop.hold(self)
        return true
    }

    private func takeRequest(with body: Request.Body) -> Request? {
        request?.body = body
        return request.take()
    }

    /// A delivery that was made inside `serve`.
    private func accept(_ delivery: Delivery) -> Bool {
        guard delivery.delay > .zero else { return perform(delivery) }
        phase = .delayed
        self.delivery = delivery
        loop.hold(self)
        delay(delivery)
        return true
    }

    /// A delivery that was made later.
    func received(_ delivery: Delivery, waker: (any Waker)?) {
        guard phase == .held else { return }
        self.waker = waker
        self.delivery = delivery
        if delivery.delay > .zero {
            phase = .delayed
            delay(delivery)
        } else {
            becomeDue()
        }
    }

    private func delay(_ delivery: Delivery) {
        if delivery.realPauses.contains(.delay) { pauseReally(delivery.delay) } else { wake(after: delivery.delay) }
    }

    /// The delivery is performed when the library calls. It calls no more for a client that has finished sending, since it reads that end
    /// first and closes: then the answer is written past it.
    func becomeDue() {
        if let delivery, delivery.ending.hasHead, delivery.response.body.isFilled, hasFinishedSending {
            self.delivery = nil
            let settled = settled(delivery)
            isFault = settled.ending != .complete
            _ = write(settled)
        } else {
            phase = .due
            loop.release(self)
        }
    }

    /// Whether the client has, and is answered all the same.
    private var hasFinishedSending: Bool {
        guard loop.configuration.halfClose == .wait else { return false }
        if connection.hasFinished { return true }
        var byte: UInt8 = 0
        return unsafe recv(connection.socket, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) == 0
    }

    /// Called by the library on the connection, which is not suspended. False closes it.
    func perform(_ asked: Delivery) -> Bool {
        let delivery = settled(asked)
        isFault = delivery.ending != .complete
        isReallySilent = delivery.realPauses.contains(.silence)
        if isFault, !delivery.ending.resumes { drains = true }
        switch delivery.ending {
        case .empty: return delivery.closeDelay == nil ? close() : fallSilent(delivery.closeDelay)
        case .silent(let pause): return fallSilent(pause)
        case .reset(nil):
            microhttp_abort(connection.socket)
            return close()
        case .raw, .brokenChunk, .reset: return write(delivery)
        case .complete, .truncated, .stalled: return mustWrite(delivery) ? write(delivery) : answer(delivery)
        }
    }

    private func settled(_ delivery: Delivery) -> Delivery {
        var delivery = delivery
        delivery.forgetUnreachedLimit(hasBody: !hasNoBody(delivery.response.status), takesChunks: isHTTP11)
        return delivery
    }

    /// The application hears that it is not to serve the request.
    func miss(_ miss: Miss, _ body: Request.Body) {
        guard let endpoint = endpoint.take(), let request = takeRequest(with: body) else { return }
        endpoint.missed(request, for: self, because: miss)
        loop.hasHandled = true
    }

    /// The request has been read, and is not served.
    private func close(by way: ConnectionClose) -> Bool {
        if way == .rst { microhttp_abort(connection.socket) }
        return close()
    }

    private func close() -> Bool {
        outcome = .faultPerformed
        phase = .closing
        return false
    }

    private func fallSilent(_ pause: Duration?) -> Bool {
        guard !loop.isStopping else { return close() }
        phase = .silent
        loop.hold(self)
        if isReallySilent {
            pauseReally(pause)
        } else if let pause {
            wake(after: pause)
        } else if waker != nil {
            // Whoever measures pauses is to know that this one has begun.
            wake(after: Duration.nanoseconds(Int64.max))
        }
        return true
    }

    /// What the library cannot send: a close that comes late, a head that does not fit its memory, a status that is none,
    /// a length that is a lie, words of its own or an answer before the answer.
    private func mustWrite(_ delivery: Delivery) -> Bool {
        let headers = delivery.response.headers
        let room = loop.configuration.memoryPool - headCost - 512
        return delivery.closeDelay != nil || headers.byteCount + 4 * headers.count > room
            || !(200...999).contains(delivery.response.status) || delivery.framing.isLie || !delivery.interim.isEmpty
            || delivery.reason != nil || delivery.slices?.cutsHead == true
    }

    private func answer(_ delivery: Delivery) -> Bool {
        phase = .sending
        guard delivery.response.body.isFilled else { return queue(plainAnswer(.missingAsset)) }
        guard !hasNoBody(delivery.response.status) else { return answerWithoutBody(delivery) }
        if isPlain(delivery) { return queue(delivery.response, otherwise: delivery) }
        let sending = Sending(delivery.response.body, slices: delivery.slices, ending: delivery.ending)
        self.sending = LoopBound(sending)
        let length = delivery.framing == .chunked ? nil : sending.length
        guard let answer = LibraryAnswer(length: length, readBy: self) else { return false }
        guard answer.add(delivery.response.headers, length: length) else {
            self.sending = nil
            return write(delivery)
        }
        if sending.isAtEnd { loop.idlenessBegins(on: connection) }
        return unsafe answer.queue(on: handle, status: delivery.response.status)
    }

    func hasNoBody(_ status: Int) -> Bool {
        isHead || status < 200 || status == 204 || status == 304
    }

    private func isPlain(_ delivery: Delivery) -> Bool {
        guard case .bytes(let bytes) = delivery.response.body, bytes.count <= Exchange.wholeBodyLimit else {
            return false
        }
        return delivery.slices == nil && delivery.framing == .automatic && delivery.ending == .complete
    }

    /// The answer to HEAD, 204 or 304; `Content-Length` tells how long the body of a GET would be.
    private func answerWithoutBody(_ delivery: Delivery) -> Bool {
        let response = delivery.response
        var length: Int? = 0
        if isHead || response.status == 304 {
            let told = response.headers["Content-Length"].flatMap { Bytes.decimal(Array($0.utf8).span) }
            let known = Sending(response.body, slices: nil, ending: .complete).length
            length = known == 0 ? told ?? 0 : known
            if delivery.framing == .chunked { length = nil }
        }
        guard let answer = length == 0 ? LibraryAnswer([]) : LibraryAnswer(length: length, readBy: self) else {
            return false
        }
        guard answer.add(response.headers, length: nil) else { return write(delivery) }
        loop.idlenessBegins(on: connection)
        return unsafe answer.queue(on: handle, status: response.status)
    }

    /// Answers at once and whole; what the library does not take is written by our own hand, where there is a delivery.
    func queue(_ response: Response, otherwise delivery: Delivery? = nil) -> Bool {
        guard case .bytes(let bytes) = response.body, let answer = LibraryAnswer(bytes) else { return false }
        let isWhole = answer.add(response.headers, length: bytes.count)
        if !isWhole, let delivery { return write(delivery) }
        plainBytes = bytes.count
        loop.idlenessBegins(on: connection)
        return unsafe answer.queue(on: handle, status: response.status)
    }
}

extension Delivery.Ending {
    /// Whether anything is sent at all.
    fileprivate var hasHead: Bool {
        switch self {
        case .complete, .truncated, .stalled, .brokenChunk, .raw, .reset(.some): true
        case .empty, .silent, .reset(nil): false
        }
    }

    /// Whether the whole answer goes out after all: then the connection is kept, and what the client sends next is a request.
    fileprivate var resumes: Bool {
        if case .stalled(_, _, resumes: true) = self { true } else { false }
    }
}

extension Delivery.Framing {
    fileprivate var isLie: Bool {
        switch self {
        case .automatic, .chunked: false
        case .declared, .doubled: true
        }
    }
}
