import Core

/// What an editor shows of the steps, from the one table of what each provider has.
extension Vocabulary {
    /// `upload`: unified-tasks. Those that all providers have are left out.
    var whoHasWhichSteps: String? {
        let parts = Step.allCases.filter { $0 != .connect }.compactMap { step -> String? in
            let names = having(StepSet(step))
            return names.count == providers.count
                ? nil : "`\(step.rawValue)`: " + (names.isEmpty ? "none" : names.joined(separator: ", "))
        }
        return parts.isEmpty ? nil : "Not all providers have every step: \(parts.joined(separator: "; "))"
    }

    /// At which steps something is decided, and which providers have any of them.
    func whereDecided(_ steps: StepSet) -> String? {
        let names = having(steps)
        let at = "Decided at \(steps.steps.map { "`\($0.rawValue)`" }.joined(separator: ", "))"
        return names.count == providers.count ? at : "\(at); of the providers only \(names.joined(separator: ", "))"
    }

    private func having(_ steps: StepSet) -> [String] {
        Provider.allCases.filter { provider in
            guard let words = providers[provider] else { return false }
            return steps.contains(.connect) || words.steps.keys.contains { steps.contains(StepSet($0)) }
        }.map(\.rawValue)
    }
}
