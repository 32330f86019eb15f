import Catalog
import Core
import Documents

/// Where the tree of a catalog comes from. It is read again when a scenario adds models: kept, it would take more room than all
/// else that the program holds.
public struct CatalogSource: Sendable {
    private let read: @Sendable () -> Node?

    /// - Parameter read: gives the same tree each time; nil where it cannot be read, which the first reading has shown.
    public init(_ read: @escaping @Sendable () -> Node?) {
        self.read = read
    }

    public init(_ tree: Node) {
        read = { tree }
    }

    /// Makes the entry of each model out of that of the model it is like, which may be one that was added before.
    ///
    /// - Parameters:
    ///   - lists: the keys of the tree under which entries stand.
    ///   - take: makes the model's changes to the entry, which has its id already, also as its name, and takes it into the list of models.
    /// - Returns: what could not be added, and its place among the models.
    public func extend(
        with models: [ModelAddition], lists: [String] = ["models"],
        _ take: (inout EntryDraft, ModelAddition) throws(ModelProblem) -> Void
    ) -> [(addition: Int, problem: ModelProblem)] {
        guard !models.isEmpty, let tree = read() else { return [] }
        var entries: [String: Node] = [:]
        for entry in lists.flatMap({ tree[$0]?.array ?? [] }) {
            if let id = entry["id"]?.string { entries[id] = entry }
        }
        var problems: [(addition: Int, problem: ModelProblem)] = []
        for (place, model) in models.enumerated() {
            do throws(ModelProblem) {
                guard let entry = entries[model.like] else {
                    throw ModelProblem("unknown model", at: ["like"], unknown: model.like, known: entries.keys.sorted())
                }
                var draft = EntryDraft(entry)
                draft["id"] = Node(.string(model.id))
                if draft["name"] != nil { draft["name"] = draft["id"] }
                try take(&draft, model)
                entries[model.id] = draft.node
            } catch {
                problems.append((addition: place, problem: error))
            }
        }
        return problems
    }
}

extension ModelTable {
    /// Adds a model of a scenario, under its id or its pattern.
    public mutating func add(_ model: Model, for addition: ModelAddition) {
        if addition.isPattern { add(model, pattern: addition.id) } else { add(model, id: addition.id) }
    }
}

extension ModelProblem {
    /// The changes together make an entry that is none, such as a size without a price.
    public init(_ failure: CatalogFailure) {
        let key = failure.path.split(separator: ".").last.map { "`\($0)`: " } ?? ""
        self.init("the changes do not go together: \(key)\(failure.message)")
    }
}
