import Core
import DialectKit
import Documents
import HTTPMessages

extension LemonDataDialect {
    func askGeneration(_ request: Request, settings: Settings) -> Ask {
        creating(request, settings: settings) { ask throws(Problem) in
            ask.model = models.standard.id
            try read(request, into: &ask)
            guard let members = ask.body?.object else { throw Problem(Refusal(.invalidSyntax), at: .syntax) }
            ask.model = members["model"]?.string ?? ask.model
            ask.prompt = members["prompt"]?.string
            return try models.creation(GenerationBody(members), settings: settings)
        }
    }

    func askEdit(_ request: Request, _ kind: EditBody.Kind, settings: Settings) -> Ask {
        creating(request, settings: settings) { ask throws(Problem) in
            ask.model = models.editors.first?.id
            guard let form = try form(of: request) else {
                throw Problem(Refusal(.invalidSyntax, message: "Content-Type must be multipart/form-data"), at: .syntax)
            }
            ask.body = form.node
            ask.form = form
            ask.model = form["model"]?.text ?? ask.model
            ask.prompt = form["prompt"]?.text
            return try models.creation(EditBody(form, kind))
        }
    }

    /// A create, with everything that could be read of it even when there is a problem.
    private func creating(
        _ request: Request, settings: Settings, _ read: (inout Ask) throws(Problem) -> Creation
    ) -> Ask {
        var ask = Ask(
            step: .create, credential: bearerKey(request), wish: .problem(Refusal(.payloadTooLarge), at: .size),
            modality: .image, pool: settings.text(Knob.tier))
        if case .bytes = request.body {
            do throws(Problem) {
                ask.wish = .intent(.create(try read(&ask)))
            } catch {
                ask.wish = error.wish
            }
        }
        return withoutRevokedKey(withinQuota(ask, settings: settings), settings: settings)
    }

    /// A key that has used up its quota is refused where the balance is asked for, behind every problem of the body.
    private func withinQuota(_ ask: Ask, settings: Settings) -> Ask {
        let exhausted = settings.text(Knob.exhaustedKey)
        guard case .intent = ask.wish, !exhausted.isEmpty, ask.credential == .key(exhausted) else { return ask }
        var ask = ask
        ask.wish = .problem(Refusal(.insufficientBalance, facts: .found([Fact.code: "quota_exceeded"])), at: .balance)
        return ask
    }

    /// JSON, or a form with the same fields [docs-successor].
    private func read(_ request: Request, into ask: inout Ask) throws(Problem) {
        if let form = try form(of: request) {
            ask.body = Node(.object(form.fields))
            ask.form = form
            return
        }
        do {
            ask.body = try JSONReader.read(request.bytes).root
        } catch {
            throw Problem(Refusal(.invalidSyntax), at: .syntax)
        }
    }

    /// nil where the body says that it is something else.
    private func form(of request: Request) throws(Problem) -> Multipart? {
        do {
            return try Multipart(request)
        } catch {
            throw Problem(Refusal(.invalidSyntax, message: error.description), at: .syntax)
        }
    }
}
