import Core
import DialectKit
import HTTPMessages

extension LemonDataDialect {
    func askModels(_ request: Request, settings: Settings) -> Ask {
        do throws(Problem) {
            let query = try ModelQuery(queryValues(request.query))
            return askCatalog(.models(kind: query.text), nil, request, settings: settings)
        } catch {
            var ask = askCatalog(.models(kind: nil), nil, request, settings: settings)
            if case .intent = ask.wish { ask.wish = error.wish }
            return ask
        }
    }

    func askPricing(_ request: Request, settings: Settings) -> Ask {
        let model = queryValues(request.query).last { $0.name == "model" }?.value
        return askCatalog(.other(Page.pricing(filteredBy: model)), nil, request, settings: settings)
    }

    /// `id`: a model that must be there.
    func askCatalog(_ page: CatalogPage, _ id: String?, _ request: Request, settings: Settings) -> Ask {
        let isPublic = settings.flag(Knob.publicCatalog)
        var ask =
            isPublic
            ? Ask(step: .catalog, credential: .notNeeded, wish: .intent(.catalog(page)))
            : keyed(.catalog, .intent(.catalog(page)), request, settings: settings)
        ask.model = id
        if let id, models[id] == nil, case .intent = ask.wish {
            ask.wish = .problem(Refusal(.modelUnknown, subject: id), at: .model)
        }
        return ask
    }
}
