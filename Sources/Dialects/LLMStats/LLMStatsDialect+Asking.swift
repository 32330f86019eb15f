import Core
import DialectKit
import Documents
import HTTPMessages

extension LLMStatsDialect {
    /// Creates and readings count in one pool [chosen: no numbers are published].
    private static let pool = "generations"

    func askCreate(_ request: Request, settings: Settings) -> Ask {
        let (body, wish) = create(request, settings: settings)
        if case .intent(.create(let creation)) = wish {
            return Ask(
                step: .create, credential: bearerKey(request), wish: wish, model: creation.model,
                modality: creation.modality, prompt: creation.prompt, body: body, pool: Self.pool,
                repeatKey: repeatKey(request, settings: settings))
        }
        var ask = Ask(step: .create, credential: bearerKey(request), wish: wish, body: body, pool: Self.pool)
        describe(&ask, settings: settings)
        return ask
    }

    private func create(_ request: Request, settings: Settings) -> (Node?, Wish) {
        guard case .bytes(let bytes) = request.body else {
            return (nil, .problem(Refusal(.payloadTooLarge), at: .size))
        }
        let document: JSONReader.Document
        do {
            document = try JSONReader.read(bytes)
        } catch {
            return (nil, .problem(Refusal(.invalidSyntax), at: .syntax))
        }
        do {
            let creation = try models.creation(GenerationBody(document), settings: settings)
            return (document.root, .intent(.create(creation)))
        } catch {
            return (document.root, error.wish)
        }
    }

    /// The header is ignored unless the setting says otherwise (llm-stats.md §4.6 [chosen]).
    private func repeatKey(_ request: Request, settings: Settings) -> String? {
        guard let key = request.headers["idempotency-key"], settings.text(Knob.idempotency) == "replay" else {
            return nil
        }
        return key
    }

    /// What rules can match of a body with a problem.
    private func describe(_ ask: inout Ask, settings: Settings) {
        ask.model = ask.body?[Name.model]?.string
        ask.prompt = ask.body?[Name.input]?[Name.prompt]?.string
        ask.modality = ask.model.flatMap { models.model($0, extras: settings.flag(Knob.testModels)) }?.modality
    }

    /// `wait` is the only parameter; others are ignored (llm-stats.md §3.2 [chosen]).
    func askPoll(_ id: String, _ request: Request, settings: Settings) -> Ask {
        let wait = request.query.isEmpty ? nil : queryValues(request.query).first { $0.name == Name.wait }?.value
        // Which kind of job it is, only the store knows.
        let isAutomatic = wait == "auto"
        return Ask(
            step: .poll, credential: bearerKey(request),
            wish: isAutomatic
                ? .intent(.poll(id, wait: automaticWait(.image, settings: settings))) : poll(id, wait: wait),
            jobID: id, pool: Self.pool, videoWait: isAutomatic ? automaticWait(.video, settings: settings) : nil)
    }

    private func poll(_ id: String, wait: String?) -> Wish {
        guard let wait else { return .intent(.poll(id, wait: .zero)) }
        guard let seconds = plainInteger(wait), Bound.wait.contains(seconds) else {
            return Problem(wrong: Name.wait, "must be auto or a whole number of seconds between 0 and 60.").wish
        }
        return .intent(.poll(id, wait: .seconds(seconds)))
    }

    /// The signature covers job, index, extension and end; whatever of it does not fit is a tampered link.
    func askAsset(_ job: String, file: String, _ request: Request) -> Ask {
        let query = queryValues(request.query)
        let (end, signature) = (query.first { $0.name == "exp" }?.value, query.first { $0.name == "sig" }?.value)
        var ask = Ask(
            step: .download, credential: .notNeeded, wish: .problem(Refusal(.invalidSignature), at: .link), jobID: job)
        if let index = plainInteger(file.prefix { $0 != "." }), let end, let seconds = plainInteger(end), let signature
        {
            let claim = LinkClaim(
                text: linkText(job: job, file: file, end: end), expires: Int64(seconds), signature: signature)
            ask.wish = .intent(.download(Download(job: job, index: index, claim: claim)))
        }
        return ask
    }
}

/// What the signature of an asset's link covers (llm-stats.md §5 [chosen]).
func linkText(job: String, file: String, end: String) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(job.utf8.count + file.utf8.count + end.utf8.count + 2)
    text.append(contentsOf: job.utf8)
    text.append(UInt8(ascii: "/"))
    text.append(contentsOf: file.utf8)
    text.append(UInt8(ascii: "/"))
    text.append(contentsOf: end.utf8)
    return text
}
