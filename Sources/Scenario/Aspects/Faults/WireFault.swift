import Digests
import HTTPMessages

/// A fault that ends the exchange, or decides how it ends (language.md §3.4). One of them at most comes about.
public protocol WireFault: Sendable {
    /// Whether nothing of the answer is ever seen, so that nobody need wait for it.
    var hidesAnswer: Bool { get }

    /// Whether the client gets the answer in full: a job it is told of then exists, unless the rule says otherwise [chosen].
    var tellsAnswer: Bool { get }

    /// `on: connect`: new connections are refused for so long; nil: they are not.
    var downtime: Duration? { get }

    /// `on: connect`: a kept connection is closed after so much idleness; nil: the fault is another one.
    var idleLimit: Duration? { get }

    /// `on: connect`: how a kept connection ends when its next request has come; nil: the fault is another one.
    var reuseClose: ConnectionClose? { get }

    /// `on: connect`: how requests are read; nil: as ever.
    var reception: Reception? { get }

    /// - Parameter chance: what noise comes from.
    func apply(to delivery: inout Delivery, chance: UInt64)
}

extension WireFault {
    public var hidesAnswer: Bool { false }
    public var tellsAnswer: Bool { false }
    public var downtime: Duration? { nil }
    public var idleLimit: Duration? { nil }
    public var reuseClose: ConnectionClose? { nil }
    public var reception: Reception? { nil }
}

/// A fault of which something is drawn for each request.
protocol DrawnFault: WireFault {
    func drawn(_ draw: DrawSource) -> Self
}

/// A rule's fault, and whether the job exists all the same.
struct FaultEffect: AspectEffect {
    let fault: any WireFault
    let commit: Bool?
    /// The name of the draw that its bytes come from; nil: it needs none.
    let draw: String?

    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        decision.fault = (fault as? any DrawnFault).map { $0.drawn(draw) as any WireFault } ?? fault
        decision.commit = commit
        if let name = self.draw { decision.chance = draw(name).uint64 }
    }
}

extension Aspect {
    static let commit = Field(
        "commit", .boolean, "whether the job exists although the client never hears of it; default false")

    /// A fault with keys of its own; `commit` may stand among them. Where it needs none of them, `true` says it all.
    init(
        fault name: String, _ help: String, _ keys: [any Keyed] = [], demands: [Demand] = [],
        drawing draw: String? = nil,
        make: @escaping @Sendable (Reading) -> (any WireFault)?
    ) {
        self.init(fault: name, help, keys, demands: demands, drawing: draw) { reading, _ in make(reading) }
    }

    /// The same where a value can be wrong in itself.
    init(
        fault name: String, _ help: String, _ keys: [any Keyed], demands: [Demand] = [], drawing draw: String? = nil,
        build: @escaping @Sendable (Reading, inout Builder) -> (any WireFault)?
    ) {
        let table = Table("`\(name)`", keys + [Self.commit], demands: demands)
        let mayBeTrue = demands.isEmpty && !keys.contains(where: \.key.isRequired)
        let shape: Shape = mayBeTrue ? .either([.scalar(.yes), .table(table)]) : .table(table)
        self.init(name, shape, help, at: .answered, isWireFault: true, takesCommit: true) { reading, builder, rule in
            build(reading, &builder).map { FaultEffect(fault: $0, commit: rule.commit, draw: draw) }
        }
    }
}
