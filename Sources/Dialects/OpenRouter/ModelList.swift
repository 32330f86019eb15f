import Catalog
import DialectKit

/// The catalog.
struct ModelList: Sendable {
    /// In the catalog's order.
    let all: [Model]
    private let byID: [String: Model]

    init(_ catalog: CatalogEntry) throws(CatalogFailure) {
        var all: [Model] = []
        for entry in try catalog.entries("models") { all.append(try Model(entry)) }
        self.all = all
        byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    subscript(id: String) -> Model? { byID[id] }
}
