import Core
import Documents

extension Builder {
    /// By provider, in the order of the file.
    mutating func models(_ readings: [Reading]) -> [Provider: [ModelAddition]] {
        var lines: [String: Int32] = [:]
        return readings.reduce(into: [:]) { models, reading in
            guard let provider = reading[ModelKeys.provider], reading.isModel(of: provider),
                let id = reading[ModelKeys.id], let like = reading[ModelKeys.like]
            else { return }
            // Lists show both.
            for text in [id, reading[ModelKeys.name] ?? ""] where text.unicodeScalars.contains(where: \.isHostile) {
                report("`\(shortened(text))` holds characters that cannot be seen", at: reading)
            }
            let key = "\(provider.rawValue) \(id)"
            if let line = lines[key] { report("`\(shortened(id))` is already added on line \(line)", at: reading) }
            lines[key] = reading.place.line
            models[provider, default: []].append(ModelAddition(id: id, like: like, changes: reading.modelChanges))
        }
    }

    /// Adds the models to the catalogs, and tells of those that cannot be added, where they stand.
    mutating func extendCatalogs(of scenario: inout Scenario, _ root: Reading) {
        for (provider, models) in scenario.models.sorted(by: { $0.key < $1.key }) {
            guard let catalog = scenario.catalogs[provider] else { continue }
            let known = Set(catalog.outlines.map(\.id))
            let readings = (root[ScenarioKeys.models] ?? []).filter { $0.isModel(of: provider) }
            for reading in readings where reading[ModelKeys.id].map(known.contains) ?? false {
                remark("this takes the place of the catalog's model of that id", at: reading)
            }
            let (extended, problems) = catalog.adding(models)
            scenario.catalogs[provider] = extended
            // The file's own come last, those of `use` before them.
            let used = models.count - readings.count
            for (place, problem) in problems {
                let reading = place < used ? root : readings[place - used].below(problem.path[...])
                report(problem, of: provider, at: reading)
            }
        }
    }

    private mutating func report(_ problem: ModelProblem, of provider: Provider, at reading: Reading) {
        guard let unknown = problem.unknown else { return report(problem.message, at: reading) }
        let isShort = unknown.known.count <= Self.mostListed
        let all = "; `understudy models \(provider.rawValue)` lists them"
        let hint =
            isShort || Suggestion.nearest(to: unknown.word, in: unknown.known) != nil
            ? Suggestion.hint(for: unknown.word, in: unknown.known) : all
        report("\(problem.message) `\(shortened(unknown.word))`\(hint)", at: reading)
    }

    /// A message names no more words than that [chosen].
    private static let mostListed = 16
}

extension Reading {
    /// Nothing that it needs is missing.
    fileprivate func isModel(of provider: Provider) -> Bool {
        self[ModelKeys.provider] == provider && self[ModelKeys.id] != nil && self[ModelKeys.like] != nil
    }

    fileprivate var modelChanges: [ModelChange] {
        var changes: [ModelChange] = []
        func take<Value>(_ field: Field<Value>, _ change: (Value) -> ModelChange.Kind) {
            if let value = self[field] { changes.append(ModelChange(change(value), at: [field.name])) }
        }
        take(ModelKeys.name) { .name($0) }
        take(ModelKeys.price) { .price($0.decimal) }
        // A list of which nothing could be read is among the problems already.
        func takeOffer(_ field: Field<[Node]>, _ change: ([Node]) -> ModelChange.Kind) {
            if self[field]?.isEmpty == false { take(field, change) }
        }
        takeOffer(ModelKeys.duration) { .durations($0) }
        takeOffer(ModelKeys.sizes) { .sizes($0) }
        takeOffer(ModelKeys.aspectRatios) { .aspectRatios($0) }
        return changes + (self[ModelKeys.parameters]?.parameterChanges ?? [])
    }

    fileprivate var parameterChanges: [ModelChange] {
        func path(_ key: String, _ place: Int) -> [String] { [ModelKeys.parameters.name, key, String(place)] }
        let removed = (self[ModelKeys.remove] ?? []).enumerated().map { place, name in
            ModelChange(.remove(name), at: path(ModelKeys.remove.name, place))
        }
        let replaced = (self[ModelKeys.replace] ?? []).enumerated().map { place, reading in
            ModelChange(.replace(reading.parameter), at: path(ModelKeys.replace.name, place))
        }
        let added = (self[ModelKeys.add] ?? []).enumerated().map { place, reading in
            ModelChange(.add(reading.parameter), at: path(ModelKeys.add.name, place))
        }
        return removed + replaced + added
    }

    private var parameter: ParameterDescription {
        ParameterDescription(name: self[ModelKeys.parameterName] ?? "", members: node.object ?? [:])
    }

    /// What stands there, as far down as the file goes.
    fileprivate func below(_ path: ArraySlice<String>) -> Reading {
        guard let key = path.first else { return self }
        let item = Int(key).flatMap { items.indices.contains($0) ? items[$0] : nil }
        return (item ?? entry(named: key)?.value)?.below(path.dropFirst()) ?? self
    }
}
