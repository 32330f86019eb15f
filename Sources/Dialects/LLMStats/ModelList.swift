import Catalog
import DialectKit
import Documents

/// The catalog: what the gateway makes images and videos with, and which ids of it are for something else.
struct ModelList: Sendable {
    /// In the catalog's order, the emulator's own test models at the end.
    let all: [Model]
    /// Ids of chat and speech models, which the generations endpoint refuses.
    let otherIDs: Set<String>
    private let byID: [String: Model]

    init(_ catalog: CatalogEntry) throws(CatalogFailure) {
        var all: [Model] = []
        for entry in try catalog.entries("models") { all.append(try Model(entry, isExtra: false)) }
        for entry in try catalog.entries("suggested_test_models") { all.append(try Model(entry, isExtra: true)) }
        var others: Set<String> = []
        for entry in try catalog.entries("other_gateway_ids") { others.insert(try entry.string("id")) }
        self.all = all
        otherIDs = others
        byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// `extras`: whether the emulator's own test models count.
    func model(_ id: String, extras: @autoclosure () -> Bool) -> Model? {
        guard let model = byID[id], !model.isExtra || extras() else { return nil }
        return model
    }
}
