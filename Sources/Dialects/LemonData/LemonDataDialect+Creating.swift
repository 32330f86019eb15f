import Core
import DialectKit
import Documents
import HTTPMessages

extension LemonDataDialect {
    func parseGeneration(_ request: Request, settings: Settings) -> ParsedRequest {
        creating(request, settings: settings) { parsed throws(Rejection) in
            parsed.model = models.standard.id
            try read(request, into: &parsed)
            guard let members = parsed.body?.object else { throw Rejection(Refusal(.invalidSyntax), at: .syntax) }
            parsed.model = members["model"]?.string ?? parsed.model
            parsed.prompt = members["prompt"]?.string
            return try models.creation(GenerationBody(members), settings: settings)
        }
    }

    func parseEdit(_ request: Request, _ kind: EditBody.Kind, settings: Settings) -> ParsedRequest {
        creating(request, settings: settings) { parsed throws(Rejection) in
            parsed.model = models.editors.first?.id
            guard let form = try form(of: request) else {
                return try models.creation(jsonEdit(request, kind, into: &parsed), settings: settings)
            }
            parsed.body = form.node
            parsed.form = form
            parsed.model = form["model"]?.text ?? parsed.model
            parsed.prompt = form["prompt"]?.text
            return try models.creation(EditBody(form, kind), settings: settings)
        }
    }

    /// An edit whose pictures are addresses [docs-successor]; a variation is a form with a file.
    private func jsonEdit(
        _ request: Request, _ kind: EditBody.Kind, into parsed: inout ParsedRequest
    ) throws(Rejection) -> EditBody {
        guard kind == .edit else {
            throw Rejection(
                Refusal(.invalidSyntax, message: "Content-Type must be multipart/form-data"), at: .syntax)
        }
        try read(request, into: &parsed)
        guard let members = parsed.body?.object else { throw Rejection(Refusal(.invalidSyntax), at: .syntax) }
        parsed.model = members["model"]?.string ?? parsed.model
        parsed.prompt = members["prompt"]?.string
        return try EditBody(members)
    }

    /// A create, with everything that could be read of it even when there is a problem.
    private func creating(
        _ request: Request, settings: Settings, _ read: (inout ParsedRequest) throws(Rejection) -> Creation
    ) -> ParsedRequest {
        var parsed = ParsedRequest(
            step: .create, credential: bearerKey(request), operation: .rejected(Refusal(.payloadTooLarge), at: .size),
            modality: .image, pool: settings.text(SettingName.tier))
        if case .bytes = request.body {
            do throws(Rejection) {
                parsed.operation = .create(try read(&parsed))
            } catch {
                parsed.operation = .rejected(error)
            }
        }
        return withoutRevokedKey(withinQuota(parsed, settings: settings), settings: settings)
    }

    /// A key that has used up its quota is refused where the balance is asked for, behind every problem of the body.
    private func withinQuota(_ parsed: ParsedRequest, settings: Settings) -> ParsedRequest {
        let exhausted = settings.text(SettingName.exhaustedKey)
        guard !parsed.operation.isRejected, !exhausted.isEmpty, parsed.credential == .key(exhausted) else {
            return parsed
        }
        var parsed = parsed
        parsed.operation = .rejected(
            Refusal(.insufficientBalance, facts: .found([Fact.code: "quota_exceeded"])), at: .balance)
        return parsed
    }

    /// JSON, or a form with the same fields [docs-successor].
    private func read(_ request: Request, into parsed: inout ParsedRequest) throws(Rejection) {
        if let form = try form(of: request) {
            parsed.body = Node(.object(form.fields))
            parsed.form = form
            return
        }
        do {
            parsed.body = try JSONReader.read(request.bytes).root
        } catch {
            throw Rejection(Refusal(.invalidSyntax), at: .syntax)
        }
    }

    /// nil where the body says that it is something else.
    private func form(of request: Request) throws(Rejection) -> Multipart? {
        do {
            return try Multipart(request)
        } catch {
            throw Rejection(Refusal(.invalidSyntax, message: error.description), at: .syntax)
        }
    }
}
