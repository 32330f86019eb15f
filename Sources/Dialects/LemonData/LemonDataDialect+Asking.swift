import Core
import DialectKit
import Documents
import HTTPMessages

extension LemonDataDialect {
    /// A request that needs a key and counts against the limit of its tier.
    private func keyed(_ step: Step, _ wish: Wish, _ request: Request, settings: Settings) -> Ask {
        var ask = Ask(
            step: step, credential: bearerKey(request), wish: wish, pool: settings.text(Knob.tier))
        let revoked = settings.text(Knob.revokedKey)
        if !revoked.isEmpty, ask.credential == .key(revoked) {
            ask.wish = .problem(Refusal(.unauthenticated, facts: .found([Fact.code: "expired_api_key"])), at: .key)
        }
        return ask
    }

    /// The same for a create, which a key may have used up its quota for. Nothing of that is asked where the request has a
    /// problem of its own at an earlier stage.
    private func keyedCreate(_ wish: Wish, _ request: Request, settings: Settings) -> Ask {
        var ask = keyed(.create, wish, request, settings: settings)
        ask.modality = .image
        let exhausted = settings.text(Knob.exhaustedKey)
        if case .intent = ask.wish, !exhausted.isEmpty, ask.credential == .key(exhausted) {
            ask.wish = .problem(
                Refusal(.insufficientBalance, facts: .found([Fact.code: "quota_exceeded"])), at: .balance)
        }
        return ask
    }

    func askGeneration(_ request: Request, settings: Settings) -> Ask {
        guard case .bytes(let bytes) = request.body else {
            return keyedCreate(.problem(Refusal(.payloadTooLarge), at: .size), request, settings: settings)
        }
        let (body, form): (Node, Multipart?)
        do throws(Problem) {
            (body, form) = try read(bytes, of: request)
        } catch {
            return keyedCreate(error.wish, request, settings: settings)
        }
        let wish: Wish
        do throws(Problem) {
            guard let members = body.object else { throw Problem(Refusal(.invalidSyntax), at: .syntax) }
            wish = .intent(.create(try models.creation(GenerationBody(members), settings: settings)))
        } catch {
            wish = error.wish
        }
        var ask = keyedCreate(wish, request, settings: settings)
        ask.body = body
        ask.form = form
        ask.model = body["model"]?.string ?? models.standard.id
        ask.prompt = body["prompt"]?.string
        return ask
    }

    /// JSON, or a form with the same fields [docs-successor].
    private func read(_ bytes: [UInt8], of request: Request) throws(Problem) -> (Node, Multipart?) {
        if let form = try form(of: request) { return (Node(.object(form.fields)), form) }
        do {
            return (try JSONReader.read(bytes).root, nil)
        } catch {
            throw Problem(Refusal(.invalidSyntax), at: .syntax)
        }
    }

    private func form(of request: Request) throws(Problem) -> Multipart? {
        do {
            return try Multipart(request)
        } catch {
            throw Problem(Refusal(.invalidSyntax, message: error.description), at: .syntax)
        }
    }

    func askEdit(_ request: Request, _ kind: EditBody.Kind, settings: Settings) -> Ask {
        guard case .bytes = request.body else {
            return keyedCreate(.problem(Refusal(.payloadTooLarge), at: .size), request, settings: settings)
        }
        let form: Multipart
        do throws(Problem) {
            guard let read = try self.form(of: request) else {
                throw Problem(Refusal(.invalidSyntax, message: "Content-Type must be multipart/form-data"), at: .syntax)
            }
            form = read
        } catch {
            return keyedCreate(error.wish, request, settings: settings)
        }
        let wish: Wish
        do throws(Problem) {
            wish = .intent(.create(try models.creation(EditBody(form, kind))))
        } catch {
            wish = error.wish
        }
        var ask = keyedCreate(wish, request, settings: settings)
        ask.body = form.node
        ask.form = form
        ask.model = form["model"]?.text ?? models.editors.first?.id
        ask.prompt = form["prompt"]?.text
        return ask
    }

    func askTask(_ id: String, _ request: Request, settings: Settings) -> Ask {
        var ask = keyed(.poll, .intent(.poll(id, wait: .zero)), request, settings: settings)
        ask.jobID = id
        return ask
    }

    func askCancel(_ id: String, _ request: Request, settings: Settings) -> Ask {
        let allowed: Cancellation = settings.flag(Knob.cancellableTasks) ? .whileQueued : .never
        var ask = keyed(.cancel, .intent(.cancel(id, allowed: allowed)), request, settings: settings)
        ask.jobID = id
        return ask
    }

    /// Files need no key [chosen].
    func askFile(_ folder: String, _ name: String) -> Ask {
        let (job, _) = TaskID.job(of: folder)
        var ask = Ask(
            step: .download, credential: .notNeeded, wish: .problem(Refusal(.notFound), at: .submit), jobID: job)
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count == 2, let index = plainInteger(parts[0]), let format = Asset.Format(rawValue: String(parts[1])) {
            ask.wish = .intent(.download(Download(job: job, index: index, claim: nil, format: format)))
        }
        return ask
    }

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
        var ask = keyed(.catalog, .intent(.catalog(page)), request, settings: settings)
        if settings.flag(Knob.publicCatalog) {
            ask.credential = .notNeeded
            ask.wish = .intent(.catalog(page))
            ask.pool = nil
        }
        ask.model = id
        if let id, models[id] == nil, case .intent = ask.wish {
            ask.wish = .problem(Refusal(.modelUnknown, subject: id), at: .model)
        }
        return ask
    }
}
