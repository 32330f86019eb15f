import Core
import Matching

extension Scenario {
    /// The model that a provider takes that id for; nil where it knows none.
    func outline(of id: String, at provider: Provider) -> ModelOutline? {
        let outlines = catalogs[provider]?.outlines ?? []
        return outlines.first { $0.id == id } ?? outlines.first { $0.like != nil && Glob($0.id).matches(id) }
    }

    /// What a person should know about it; empty for a model of the catalog, and where nothing is known of the provider's.
    func word(about id: String, of provider: Provider, _ model: ModelOutline?) -> String {
        guard let catalog = catalogs[provider] else { return "" }
        let name = "`\(shortened(id))`"
        if let model {
            return model.like.map { "\(name) is a model that the scenario adds, like `\(shortened($0))`." } ?? ""
        }
        guard settings[provider]?.text("unknown_models") != "accept" else {
            return
                "\(provider.rawValue) has no model \(name), and takes it as its plainest one: `unknown_models: accept`."
        }
        let meant = Suggestion.nearest(to: id, in: catalog.outlines.map(\.id)).map { "; did you mean `\($0)`?" }
        return "\(provider.rawValue) has no model \(name), and refuses it"
            + (meant ?? "; `understudy models \(provider.rawValue)` lists those that it has.")
    }
}
