extension Delivery {
    /// A limit at or behind the end of the answer is never reached, so nothing comes of it: the answer goes out whole. In chunks the
    /// last one comes behind all bytes of the body, and a limit at their end leaves it out.
    ///
    /// - Parameters:
    ///   - hasBody: false for the answer to HEAD, and for a status that has none.
    ///   - takesChunks: false for HTTP/1.0.
    public mutating func forgetUnreachedLimit(hasBody: Bool = true, takesChunks: Bool = true) {
        guard let limit = ending.bodyLimit, let length = hasBody ? response.body.length : 0 else { return }
        let endsByChunk = hasBody && takesChunks && framing == .chunked
        if endsByChunk ? limit > length : limit >= length { ending = .complete }
    }

    /// Whether the client gets the whole answer and can know it for one; nil: only its end tells, since its length is not known before.
    public var arrivesWhole: Bool? {
        if case .doubled = framing { return false }
        switch ending {
        case .complete, .stalled(_, _, resumes: true): return true
        case .truncated, .stalled, .reset(.some): return response.body.length == nil ? nil : false
        case .empty, .reset(nil), .silent, .brokenChunk, .raw: return false
        }
    }
}

extension Delivery.Ending {
    /// Whether something happens after so many bytes of the body, and nothing where there are not so many.
    public var hasLimit: Bool { bodyLimit != nil }

    /// After so many bytes of the body something happens.
    fileprivate var bodyLimit: Int? {
        switch self {
        case .truncated(let place), .stalled(let place, _, _): place
        case .reset(let place): place
        case .complete, .empty, .silent, .brokenChunk, .raw: nil
        }
    }
}

extension Response.Body {
    /// In bytes; nil when it is not known before its end.
    public var length: Int? {
        switch self {
        case .bytes(let bytes): bytes.count
        case .stream(let stream): stream.length.flatMap { $0 < 0 ? nil : $0 }
        case .asset, .parts, .events: 0
        }
    }
}
