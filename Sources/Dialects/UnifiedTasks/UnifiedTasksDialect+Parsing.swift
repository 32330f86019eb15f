import Catalog
import Core
import DialectKit
import Documents
import HTTPMessages

extension UnifiedTasksDialect {
    private static let pool = "requests"

    func refused(_ route: Route) -> ParsedRequest {
        let refusal =
            route == .unknown
            ? Refusal(.notFound, message: "Not found") : Refusal(.methodNotAllowed, allowed: route.methods)
        return ParsedRequest(step: nil, credential: .notNeeded, operation: .rejected(refusal, at: .route))
    }

    /// A request that needs a key and counts against the limits.
    func keyed(_ step: Step, _ operation: Operation, _ request: Request) -> ParsedRequest {
        ParsedRequest(step: step, credential: bearerKey(request), operation: operation, pool: Self.pool)
    }

    func parsePoll(_ id: String, _ request: Request) -> ParsedRequest {
        var parsed = keyed(.poll, .poll(id, wait: .zero), request)
        parsed.jobID = id
        return parsed
    }

    /// `?category=` filters [client]; a word that is none of the three is a mistake, and so is none at all [chosen].
    func parseModels(_ request: Request) -> ParsedRequest {
        let category = queryValues(request.query, repeated: Self.repeatedKey).first { $0.name == "category" }?.value
        let known = ["video", "image", "audio"]
        if let category, !known.contains(category) {
            let rejection = Rejection(invalid: "category", "one of \(known.joined(separator: ", "))")
            return keyed(.catalog, .rejected(rejection), request)
        }
        return keyed(.catalog, .catalog(.models(kind: category)), request)
    }

    /// Own tasks, newest first. Source: unified-tasks.md §4.6 [chosen].
    func parseList(_ request: Request) -> ParsedRequest {
        do throws(Rejection) {
            return keyed(.account, .list(try JobQuery(queryValues(request.query, repeated: Self.repeatedKey))), request)
        } catch {
            return keyed(.account, .rejected(error), request)
        }
    }

    /// Output files need no key [client].
    func parseDownload(_ file: FileName, _ request: Request) -> ParsedRequest {
        let operation: Operation =
            if let format = file.format {
                .download(
                    Download(
                        job: file.job, index: file.index, claim: nil, reading: LinkMark.reading(in: request.query),
                        format: format))
            } else {
                .rejected(Refusal(.notFound), at: .link)
            }
        return ParsedRequest(step: .download, credential: .notNeeded, operation: operation, jobID: file.job)
    }

    func parseCreate(_ request: Request, settings: Settings) -> ParsedRequest {
        guard case .bytes(let bytes) = request.body else {
            return keyed(.create, .rejected(Refusal(.payloadTooLarge), at: .size), request)
        }
        guard let root = try? JSONReader.read(bytes).root, case .object(let members) = root.value else {
            return keyed(.create, .rejected(Refusal(.invalidSyntax), at: .syntax), request)
        }
        let body = TaskBody(
            members, coerces: settings.flag(SettingName.coerceTypes), emptyValues: settings.emptyValues)
        let operation = operation(of: body, settings: settings)
        var parsed = keyed(body.isDryRun ? .dryRun : .create, operation, request)
        parsed.body = root
        parsed.model = body.model
        parsed.modality = operation.modality ?? body.model.flatMap { catalog[$0] }.map(\.output.kind.asModality)
        parsed.prompt = body.input?.prompt
        return parsed
    }

    private func operation(of body: TaskBody, settings: Settings) -> Operation {
        do throws(Rejection) {
            let creation = try creation(body, settings: settings)
            return body.isDryRun ? .dryRun(creation) : .create(creation)
        } catch {
            return .rejected(error)
        }
    }
}

extension Operation {
    /// What it makes, also with a model that the catalog does not have.
    fileprivate var modality: Modality? {
        switch self {
        case .create(let creation), .dryRun(let creation): creation.modality
        case .rejected, .poll, .cancel, .download, .catalog, .balance, .account, .costs, .list, .upload, .uploaded: nil
        }
    }
}
