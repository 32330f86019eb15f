import Core
import DialectKit
import HTTPMessages

extension LemonDataDialect {
    func parseModels(_ request: Request, settings: Settings) -> ParsedRequest {
        do throws(Rejection) {
            let query = try ModelQuery(queryValues(request.query, repeated: Self.repeatedKey))
            return parseCatalog(.models(kind: query.text), nil, request, settings: settings)
        } catch {
            var parsed = parseCatalog(.models(kind: nil), nil, request, settings: settings)
            if !parsed.operation.isRejected { parsed.operation = .rejected(error) }
            return parsed
        }
    }

    func parsePricing(_ request: Request, settings: Settings) -> ParsedRequest {
        let model = queryValues(request.query, repeated: Self.repeatedKey).first { $0.name == "model" }?.value
        return parseCatalog(.other(Page.pricing(filteredBy: model)), nil, request, settings: settings)
    }

    /// `id`: a model that must be there.
    func parseCatalog(_ page: CatalogPage, _ id: String?, _ request: Request, settings: Settings) -> ParsedRequest {
        let isPublic = settings.flag(SettingName.publicCatalog)
        var parsed =
            isPublic
            ? ParsedRequest(step: .catalog, credential: .notNeeded, operation: .catalog(page))
            : keyed(.catalog, .catalog(page), request, settings: settings)
        parsed.model = id
        if let id, models[id] == nil, !parsed.operation.isRejected {
            parsed.operation = .rejected(Refusal(.modelUnknown, subject: id), at: .model)
        }
        return parsed
    }
}
