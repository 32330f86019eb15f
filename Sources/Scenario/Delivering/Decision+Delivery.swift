import Core
import HTTPMessages

extension Decision {
    /// How an answer goes out: what the rules change about it, and how it ends. The one place where both come together.
    ///
    /// - Parameter answer: complete, reshaped, and with its `Date`.
    public func delivery(of answer: consuming Response) -> Delivery {
        var response = answer
        applyHeaders(&response)
        // Whoever fills streams passes those through the filters.
        if case .bytes(let bytes) = response.body {
            response.body = .bytes(bodyFilters.reduce(bytes) { $1.filtered($0) })
        }
        var delivery = Delivery(response, delay: latency ?? .zero, slices: slices, realPauses: realPauses)
        delivery.reason = httpError?.reason
        if asset?.isChunked == true { delivery.framing = .chunked }
        if let framing = patch?.framing(of: response) { delivery.framing = framing }
        fault?.apply(to: &delivery, chance: chance)
        delivery.forgetUnreachedLimit()
        return delivery
    }

    /// Whether the fault is left out of a delivery, since its limit lies at or behind the end of the answer.
    public func leavesFaultOut(of delivery: Delivery) -> Bool {
        guard let fault, delivery.ending == .complete else { return false }
        var other = Delivery(Response(status: delivery.response.status))
        fault.apply(to: &other, chance: chance)
        return other.ending.hasLimit
    }

    /// The headers that an answer goes out with.
    public func headers(of answer: Response) -> Headers {
        var response = answer
        applyHeaders(&response)
        return response.headers
    }

    private func applyHeaders(_ response: inout Response) {
        replace?.applyHeaders(&response)
        patch?.applyHeaders(&response)
        charset?.applyHeaders(&response)
        if compression != nil { response.headers.set("Content-Encoding", "gzip") }
    }

    /// What the bytes of the body go through on their way out, one after the other.
    /// The same for a body that comes piece by piece, whose parts are replaced on the way too.
    public var streamFilters: [any BodyFilter] {
        (replace?.filter.map { [$0] } ?? []) + bodyFilters
    }

    public var bodyFilters: [any BodyFilter] {
        var filters: [any BodyFilter] = []
        if let filter = charset?.filter { filters.append(filter) }
        if let compression { filters.append(GzipFilter(compression)) }
        return filters
    }

    /// Changes status and body as the rules say; files that stand in it need not be there yet.
    public func applyBody(_ response: inout Response) {
        replace?.applyBody(&response)
        patch?.applyBody(&response)
    }

    /// `slicer` and `bandwidth` together: the sizes of the one, and pauses that keep to the other.
    private var slices: Delivery.Slices? {
        guard let size = slicer?.averageSize ?? bandwidth?.slice else { return nil }
        return Delivery.Slices(
            size: size, variation: slicer?.variation ?? 0, pause: slicer?.delay ?? .zero, line: bandwidth?.line,
            key: chance, cutsHead: slicer?.cutsHead ?? false)
    }
}

extension Bandwidth {
    fileprivate var line: Delivery.Line {
        Delivery.Line(rate: rate, jitter: jitter, outage: offFor > .zero ? .init(length: offFor, every: every) : nil)
    }
}
