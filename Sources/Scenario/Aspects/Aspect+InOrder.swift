extension Aspect {
    /// Every aspect, in the order in which pages, problems and the journal list them.
    static let inOrder: [Aspect] = [
        .latency, .job, .clockSkew, .visibilityDelay, .error, .httpError, .replace, .patch, .redirect, .rateLimit,
        .connectionReset, .emptyResponse, .limitData, .stall, .timeout, .slicer, .bandwidth, .slowClose,
        .randomDataThenClose, .malformedResponseChunk, .raw, .down, .closeIdle, .sse, .asset, .signedURL, .webhook,
    ]

    /// What it decides. An exchange ends once, so all faults that end it are one thing to decide.
    var slot: AspectSet {
        Self.inOrder.firstIndex { isWireFault ? $0.isWireFault : $0.name == name }.map {
            AspectSet(rawValue: 1 << UInt32($0))
        } ?? []
    }

    /// language.md §3: one key for each aspect, and `commit` beside the connection faults.
    static let table = Table(
        "`then`", inOrder + [commit],
        demands: [.atLeastOne(inOrder), .atMostOne(inOrder.filter(\.isWireFault))])

    /// The same, or a sequence of such.
    static let ruleTable = Table(
        "`then`", inOrder + [commit, SequenceKeys.items],
        demands: [.atLeastOne(inOrder + [SequenceKeys.items]), .atMostOne(inOrder.filter(\.isWireFault))])
}

/// Some of the things that a rule can decide, by the place of their aspects.
struct AspectSet: OptionSet, Sendable, Hashable {
    let rawValue: UInt32

    static let all = AspectSet(rawValue: .max)
}
