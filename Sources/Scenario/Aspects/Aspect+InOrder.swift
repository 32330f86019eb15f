extension Aspect {
    /// Every aspect, in the order in which pages, problems and the journal list them.
    static let inOrder: [Aspect] = [
        .latency, .job, .clockSkew, .visibilityDelay, .error, .httpError, .replace, .patch, .redirect, .rateLimit,
        .connectionReset, .emptyResponse, .limitData, .stall, .timeout, .slicer, .bandwidth, .slowClose,
        .randomDataThenClose, .malformedResponseChunk, .raw, .down, .closeIdle, .sse, .asset, .signedURL, .webhook,
    ]

    /// What each of `inOrder` decides. An exchange ends once, so all faults that end it are one thing to decide.
    static let slots: [AspectSet] = {
        let fault = inOrder.firstIndex(where: \.isWireFault) ?? 0
        return inOrder.enumerated().map { AspectSet(rawValue: 1 << UInt32($1.isWireFault ? fault : $0)) }
    }()

    /// language.md §3: one key for each aspect, and `commit` beside the connection faults.
    static let table = Table(
        "`then`", inOrder + [commit],
        demands: [.atLeastOne(inOrder), .atMostOne(inOrder.filter(\.isWireFault))])
}

/// Some of the things that a rule can decide, by the place of their aspects.
struct AspectSet: OptionSet, Sendable, Hashable {
    let rawValue: UInt32

    static let all = AspectSet(rawValue: .max)
    static let links = about(.links)
    static let bytes = about(.bytes)

    private static func about(_ concern: Aspect.Concern) -> AspectSet {
        AspectSet(zip(Aspect.inOrder, Aspect.slots).filter { $0.0.concern == concern }.map(\.1))
    }
}
