import Core
import Documents
import HTTPMessages

extension Decision {
    /// How an answer goes out: what the rules change about it, and how it ends. The one place where both come together.
    ///
    /// - Parameter answer: complete, reshaped, and with its `Date`.
    public func delivery(of answer: consuming Response) -> Delivery {
        var response = answer
        replace?.applyHeaders(&response)
        patch?.applyHeaders(&response)
        var delivery = Delivery(response, delay: latency ?? .zero, slices: slices)
        delivery.reason = httpError?.reason
        if asset?.isChunked == true { delivery.framing = .chunked }
        if let framing = patch?.framing(of: response) { delivery.framing = framing }
        fault?.apply(to: &delivery, chance: chance)
        return delivery
    }

    /// Changes status and body as the rules say; files that stand in it need not be there yet.
    public func applyBody(_ response: inout Response) {
        replace?.applyBody(&response)
        if let body = patch?.body { response.body = response.body.changingJSON { $0.merged(with: body) } }
    }

    /// `slicer` and `bandwidth` together: the sizes of the one, and pauses that keep to the other.
    private var slices: Delivery.Slices? {
        if let slicer {
            return Delivery.Slices(
                size: slicer.averageSize, variation: slicer.variation, pause: slicer.delay, rate: bandwidth, key: chance
            )
        }
        return bandwidth.map { Delivery.Slices(size: Self.slice(of: $0), rate: $0) }
    }

    /// Twenty slices a second, as far as a byte can be cut, and none so large that it comes in bursts [chosen].
    private static func slice(of rate: Int) -> Int {
        min(max(1, rate / 20), 64 << 10)
    }
}

extension ReplaceDirective {
    func applyBody(_ response: inout Response) {
        if let status { response.status = status }
        if let body { response.body = .bytes(body) }
        guard truncated != nil || !prefix.isEmpty, case .bytes(let bytes) = response.body else { return }
        response.body = .bytes(prefix + bytes.prefix(truncated ?? .max))
    }

    func applyHeaders(_ response: inout Response) {
        guard let headers else { return }
        let date = response.headers["Date"]
        response.headers = [:]
        for field in headers { response.headers.append(field.name, field.value) }
        if let date, response.headers["Date"] == nil { response.headers.append("Date", date) }
    }
}

extension PatchDirective {
    func applyHeaders(_ response: inout Response) {
        for header in headers where !header.isFraming { response.headers.set(header.name, header.value) }
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
}

extension PatchDirective.Header {
    fileprivate var isFraming: Bool { name.lowercased() == "transfer-encoding" }
}

extension WireFault {
    func apply(to delivery: inout Delivery, chance: UInt64) {
        switch self {
        case .reset(let bytes): delivery.ending = .reset(afterBodyBytes: bytes)
        case .empty: delivery.ending = .empty
        case .limit(let bytes, resets: true): delivery.ending = .reset(afterBodyBytes: bytes)
        case .limit(let bytes, resets: false): delivery.ending = .truncated(afterBodyBytes: bytes)
        case .stall(let bytes, let pause, let resumes):
            delivery.ending = .stalled(afterBodyBytes: bytes, pause: pause, resumes: resumes)
        case .silence(let pause): delivery.ending = .silent(pause)
        case .slowClose(let pause): delivery.closeDelay = pause
        case .noise(let count): delivery.ending = .raw(Self.noise(count, chance))
        case .raw(let bytes): delivery.ending = .raw(bytes)
        case .brokenChunk: delivery.ending = .brokenChunk
        case .duplicateContentLength:
            if case .bytes(let bytes) = delivery.response.body { delivery.framing = .doubled(bytes.count + 1) }
        case .interim(let bytes): delivery.interim = bytes
        case .down: delivery.ending = .reset(afterBodyBytes: nil)
        case .closeIdle: break
        }
    }

    /// Bytes that look like nothing: the first can begin no answer.
    private static func noise(_ count: Int, _ chance: UInt64) -> [UInt8] {
        var state = chance
        var bytes = (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 56)
        }
        if !bytes.isEmpty { bytes[0] |= 0x80 }
        return bytes
    }
}
