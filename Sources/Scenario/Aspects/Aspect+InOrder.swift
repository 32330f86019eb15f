extension Aspect {
    /// Every aspect, in the order in which pages, problems and the journal list them.
    static let inOrder: [Aspect] = [
        .latency, .job, .clockSkew, .visibilityDelay, .error, .httpError, .replace, .patch, .charset, .compress,
        .redirect, .rateLimit,
        .connectionReset, .emptyResponse, .limitData, .stall, .timeout, .slicer, .bandwidth, .slowClose,
        .randomDataThenClose, .malformedResponseChunk, .raw, .down, .closeIdle, .closeOnReuse, .upload, .expectContinue,
        .sse, .asset, .signedURL, .webhook,
    ]

    /// What each of `inOrder` decides. An exchange ends once, so all faults that end it are one thing to decide, and have one bit.
    static let slots: [AspectSet] = {
        var next: UInt32 = 1
        return inOrder.map { aspect in
            if aspect.isWireFault { return AspectSet(rawValue: 1) }
            next <<= 1
            return AspectSet(rawValue: next)
        }
    }()

    /// What it decides.
    var slot: AspectSet { Self.inOrder.firstIndex { $0.name == name }.map { Self.slots[$0] } ?? [] }

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
