import Assets
import Basics
import Scenario

/// The scenarios that `use` may name: those given beside the one that plays, and those that are compiled in.
///
/// The latter are read when somebody first asks for them: most runs name none, and a server is to start quickly.
public final class ScenarioLibrary: Sendable {
    /// Given at start; the first of them plays, and hides a shipped one of its name.
    private let loaded: [Scenario]
    private let vocabulary: Vocabulary
    private let shelf = Lock<[Scenario]?>(nil)

    init(loaded: [Scenario], vocabulary: Vocabulary) {
        self.loaded = loaded
        self.vocabulary = vocabulary
    }

    public var scenarios: [Scenario] {
        shelf.withLock { shelf in
            if let shelf { return shelf }
            let shipped = Self.shipped(vocabulary).filter { known in !loaded.contains { $0.name == known.name } }
            let all = loaded.dropFirst() + shipped
            shelf = Array(all)
            return Array(all)
        }
    }

    /// The scenarios that are compiled in. A test holds each of them to be sound.
    static func shipped(_ vocabulary: Vocabulary) -> [Scenario] {
        BuiltIn.scenarioNames.compactMap { name in
            try? ScenarioLoader.load(
                BuiltIn.scenario(name) ?? [], named: "\(name).yaml", format: .yaml, vocabulary: vocabulary)
        }
    }
}
