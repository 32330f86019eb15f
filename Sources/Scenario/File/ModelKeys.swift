import Core
import Documents

/// The keys of `models` (language.md §10).
enum ModelKeys {
    static let table = Table(
        "a model", [provider, id, like, name, price, duration, sizes, aspectRatios, parameters])

    static let provider = Field<Provider>(
        "provider", .words("provider"), "whose model it is", required: true)
    static let id = Field(
        "id", .glob, "what requests call it; with `*` or `?`, every id that fits and is not known", required: true)
    static let like = Field(
        "like", .text(.title), "the id of a known model, which it is like in everything that no other key says",
        required: true)
    static let name = Field("name", .title, "what the provider's list calls it; default: its id")
    static let price = Field(
        "price", .money, "US dollars for one image, second, call or whatever the model is paid by")
    static let duration = Field(
        "duration", .oneOrMany(Form.offeredNumber), "the lengths of its videos in seconds, the usual one first")
    static let sizes = Field(
        "sizes", .list(of: Form.offeredText, 1...Grammar.mostWords),
        "the sizes that it offers, as `1024x1024`, `2K` or `720p`, the usual one first")
    static let aspectRatios = Field(
        "aspect_ratios", .list(of: Form.offeredText, 1...Grammar.mostWords),
        "the ratios that it offers, the usual one first")
    static let parameters = Field("parameters", .table(changes), "the parameters that it has more, less or otherwise")

    fileprivate static let changes = Table("parameters", [add, remove, replace])
    fileprivate static let add = Field(
        "add", .list(of: .table(parameter)), "parameters that the model it is like does not have")
    fileprivate static let remove = Field(
        "remove", .list(of: Form.title), "names of parameters that it does not have")
    fileprivate static let replace = Field(
        "replace", .list(of: .table(parameter)), "parameters that are others than those of the model it is like")

    fileprivate static let parameter = Table(
        "a parameter",
        [
            parameterName,
            Field(
                "type", .title,
                "`string`, `url`, `integer`, `number`, `boolean`, `object` or `array<…>`, or several with `|`"),
            Field("required", .boolean, "default false"),
            Field("enum", .list(of: Form<Node>.document, 1...Grammar.mostWords), "the values that it offers"),
            Field("default", .document, "the value where a request has none"),
            Field("min", .anyNumber, "the least number"), Field("max", .anyNumber, "the greatest number"),
            Field("max_length", .count, "the most characters of a text"),
            Field("min_items", .count, "the fewest entries of a list"),
            Field("max_items", .count, "the most entries of a list"),
        ])
    fileprivate static let parameterName = Field("name", .title, "as requests write it", required: true)
}

extension Form<Node> {
    /// A text that a catalog offers, also where YAML takes it for a number.
    fileprivate static var offeredText: Self {
        Form(Form<String>.title.shape) { reading in reading.text.map { Node(.string($0), at: reading.place) } }
    }

    fileprivate static var offeredNumber: Self { Form(Form<Double>.anyNumber.shape) { $0.node } }
}

extension Form<Double> {
    fileprivate static var anyNumber: Self { .number(-.infinity ... .infinity) }
}

extension Builder {
    /// By provider, in the order of the file.
    mutating func models(_ readings: [Reading]) -> [Provider: [ModelAddition]] {
        var lines: [String: Int32] = [:]
        return readings.reduce(into: [:]) { models, reading in
            guard let provider = reading[ModelKeys.provider], reading.isModel(of: provider),
                let id = reading[ModelKeys.id], let like = reading[ModelKeys.like]
            else { return }
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
        take(ModelKeys.duration) { .durations($0) }
        take(ModelKeys.sizes) { .sizes($0) }
        take(ModelKeys.aspectRatios) { .aspectRatios($0) }
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
