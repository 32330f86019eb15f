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
    ///   - added: which model those that were added before are like, by their ids.
    ///   - lists: the keys of the tree under which entries stand.
    ///   - change: makes one change of a model to its entry, which has the model's id already, also as its name.
    ///   - take: takes the changed entry into the list of models.
    /// - Returns: `added` with those that were taken, and what could not be added with its place among the models.
    public func extend(
        with models: [ModelAddition], beside added: [String: String], lists: [String] = ["models"],
        change: (inout EntryDraft, ModelChange) throws(ModelProblem) -> Void,
        take: (EntryDraft, ModelAddition) throws(CatalogFailure) -> Void
    ) -> (added: [String: String], problems: [(addition: Int, problem: ModelProblem)]) {
        guard !models.isEmpty, let tree = read() else { return (added, []) }
        var (added, entries): ([String: String], [String: Node]) = (added, [:])
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
                for wish in model.changes { try change(&draft, wish) }
                do throws(CatalogFailure) { try take(draft, model) } catch { throw ModelProblem(error) }
                entries[model.id] = draft.node
                added[model.id] = model.like
            } catch {
                problems.append((addition: place, problem: error))
            }
        }
        return (added, problems)
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
    fileprivate init(_ failure: CatalogFailure) {
        let key = failure.path.split(separator: ".").last.map { "`\($0)`: " } ?? ""
        self.init("the changes do not go together: \(key)\(failure.message)")
    }
}
