/// A page of prices on its way through the engine.
struct Page: Equatable {
    /// The models it lists: one that must be there, one that may be, or all.
    var model: String?

    static func pricing(of model: String) -> String { "pricing/" + model }

    static func pricing(filteredBy model: String?) -> String { model.map { "pricing/" + $0 } ?? "pricing" }

    init(text: String) {
        let rest = text.dropFirst("pricing".utf8.count)
        model = rest.isEmpty ? nil : String(rest.dropFirst())
    }
}
