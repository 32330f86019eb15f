import Catalog
import Core
import DialectKit
import Documents
import HTTPMessages

extension UnifiedTasksDialect {
    private static let pool = "requests"

    func refused(_ route: Route) -> Ask {
        let refusal =
            route == .unknown
            ? Refusal(.notFound, message: "Not found") : Refusal(.methodNotAllowed, allowed: route.methods)
        return Ask(step: nil, credential: .notNeeded, wish: .problem(refusal, at: .route))
    }

    /// A request that needs a key and counts against the limits.
    func keyed(_ step: Step, _ wish: Wish, _ request: Request) -> Ask {
        Ask(step: step, credential: bearerKey(request), wish: wish, pool: Self.pool)
    }

    func askPoll(_ id: String, _ request: Request) -> Ask {
        var ask = keyed(.poll, .intent(.poll(id, wait: .zero)), request)
        ask.jobID = id
        return ask
    }

    /// `?category=` filters [client]; a word that is none of the three is a mistake [chosen].
    func askModels(_ request: Request) -> Ask {
        let category = queryValues(request.query).last { $0.name == "category" }?.value ?? ""
        let known = ["video", "image", "audio"]
        guard category.isEmpty || known.contains(category) else {
            let message = "Invalid value for category: must be one of \(known.joined(separator: ", "))"
            return keyed(
                .catalog, .problem(Refusal(.invalidInput, message: message, param: "category"), at: .fields), request)
        }
        return keyed(.catalog, .intent(.catalog(.models(kind: category.isEmpty ? nil : category))), request)
    }

    /// Own tasks, newest first. Source: unified-tasks.md §4.6 [chosen].
    func askList(_ request: Request) -> Ask {
        do throws(Problem) {
            return keyed(.account, .intent(.list(try JobQuery(queryValues(request.query)))), request)
        } catch {
            return keyed(.account, error.wish, request)
        }
    }

    /// Output files need no key [client].
    func askDownload(_ file: FileName) -> Ask {
        let wish: Wish =
            if let format = file.format {
                .intent(.download(Download(job: file.job, index: file.index, claim: nil, format: format)))
            } else {
                .problem(Refusal(.notFound), at: .link)
            }
        return Ask(step: .download, credential: .notNeeded, wish: wish, jobID: file.job)
    }

    func askCreate(_ request: Request, settings: Settings) -> Ask {
        guard case .bytes(let bytes) = request.body else {
            return keyed(.create, .problem(Refusal(.payloadTooLarge), at: .size), request)
        }
        guard let root = try? JSONReader.read(bytes).root, case .object(let members) = root.value else {
            return keyed(.create, .problem(Refusal(.invalidSyntax), at: .syntax), request)
        }
        let body = TaskBody(members, coerces: settings.flag(Knob.coerceTypes))
        var ask = keyed(body.isDryRun ? .dryRun : .create, wish(of: body, settings: settings), request)
        ask.body = root
        ask.model = body.model
        ask.modality = body.model.flatMap { catalog[$0] }.map(\.output.kind.asModality)
        ask.prompt = body.input?.prompt
        return ask
    }

    private func wish(of body: TaskBody, settings: Settings) -> Wish {
        do throws(Problem) {
            let creation = try creation(body, settings: settings)
            return .intent(body.isDryRun ? .dryRun(creation) : .create(creation))
        } catch {
            return error.wish
        }
    }
}
