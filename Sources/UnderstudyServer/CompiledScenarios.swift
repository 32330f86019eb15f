import Basics
import Engine
import Scenario

/// Scenarios that were read from texts lately: test suites send the same few again and again, and reading one takes longer than making
/// a sandbox for it.
final class CompiledScenarios: Sendable {
    /// As many are kept [chosen].
    private static let most = 64
    /// A longer text is read each time [chosen].
    private static let longest = 64 << 10

    private enum Text: Sendable, Hashable {
        case yaml([UInt8]), json([UInt8])
        /// One that the server knows, by its name.
        case named(String)
    }

    private struct Shelf: Sendable {
        var scenarios: [Text: CompiledScenario] = [:]
        /// The one that was read first goes first.
        var order: [Text] = []
        /// How often all were forgotten: what was read before that is not kept.
        var generation = 0
    }

    private let shelf = Lock(Shelf())

    /// The scenario of a text, read and compiled if that was not done before.
    func scenario(
        _ bytes: [UInt8], _ format: ScenarioFormat, _ read: () throws(BadScenario) -> Scenario
    ) throws(BadScenario) -> CompiledScenario {
        let text: Text = format == .json ? .json(bytes) : .yaml(bytes)
        let (known, generation) = shelf.withLock { ($0.scenarios[text], $0.generation) }
        if let known { return known }
        let compiled = CompiledScenario(try read())
        if bytes.count <= Self.longest { keep(compiled, as: text, generation) }
        return compiled
    }

    /// A scenario that the server knows, compiled if that was not done before.
    func scenario(_ known: Scenario) -> CompiledScenario {
        let text = Text.named(known.name)
        let (kept, generation) = shelf.withLock { ($0.scenarios[text], $0.generation) }
        if let kept { return kept }
        let compiled = CompiledScenario(known)
        keep(compiled, as: text, generation)
        return compiled
    }

    private func keep(_ compiled: CompiledScenario, as text: Text, _ generation: Int) {
        shelf.withLock { shelf in
            guard shelf.generation == generation else { return }
            if shelf.scenarios.updateValue(compiled, forKey: text) == nil { shelf.order.append(text) }
            if shelf.order.count > Self.most { shelf.scenarios[shelf.order.removeFirst()] = nil }
        }
    }

    /// What `use` may name has changed.
    func forget() { shelf.withLock { $0 = Shelf(generation: $0.generation + 1) } }
}
