import Core
import DialectKit
import Documents
import HTTPMessages

extension LLMStatsDialect {
    /// Creates and readings count in one pool [chosen: no numbers are published].
    private static let pool = "generations"

    func parseCreate(_ request: Request, settings: Settings) -> ParsedRequest {
        let (body, operation) = create(request, settings: settings)
        if case .create(let creation) = operation {
            return ParsedRequest(
                step: .create, credential: bearerKey(request), operation: operation, model: creation.model,
                modality: creation.modality, prompt: creation.prompt, body: body, pool: Self.pool,
                repeatKey: repeatKey(request, settings: settings))
        }
        var parsed = ParsedRequest(
            step: .create, credential: bearerKey(request), operation: operation, body: body, pool: Self.pool)
        describe(&parsed, settings: settings)
        return parsed
    }

    private func create(_ request: Request, settings: Settings) -> (Node?, Operation) {
        guard case .bytes(let bytes) = request.body else {
            return (nil, .rejected(Refusal(.payloadTooLarge), at: .size))
        }
        let document: JSONReader.Document
        do {
            document = try JSONReader.read(bytes)
        } catch {
            return (nil, .rejected(Refusal(.invalidSyntax), at: .syntax))
        }
        do {
            let creation = try models.creation(GenerationBody(document), settings: settings)
            return (document.root, .create(creation))
        } catch {
            return (document.root, .rejected(error))
        }
    }

    /// The header is ignored unless the setting says otherwise (llm-stats.md §4.6 [chosen]).
    private func repeatKey(_ request: Request, settings: Settings) -> String? {
        takesRepeatKey(settings) ? request.headers["idempotency-key"] : nil
    }

    public func takesRepeatKey(_ settings: Settings) -> Bool { settings.text(SettingName.idempotency) == "replay" }

    /// What rules can match of a body with a problem.
    private func describe(_ parsed: inout ParsedRequest, settings: Settings) {
        parsed.model = parsed.body?[Name.model]?.string
        parsed.prompt = parsed.body?[Name.input]?[Name.prompt]?.string
        parsed.modality =
            parsed.model.flatMap { models.model($0, extras: settings.flag(SettingName.testModels)) }?.modality
    }

    /// `wait` is the only parameter; others are ignored (llm-stats.md §3.2 [chosen]).
    func parsePoll(_ id: String, _ request: Request, settings: Settings) -> ParsedRequest {
        let wait =
            request.query.isEmpty
            ? nil : queryValues(request.query, repeated: Self.repeatedKey).first { $0.name == Name.wait }?.value
        // Which kind of job it is, only the store knows.
        let isAutomatic = wait == "auto"
        return ParsedRequest(
            step: .poll, credential: bearerKey(request),
            operation: isAutomatic
                ? .poll(id, wait: automaticWait(.image, settings: settings)) : poll(id, wait: wait),
            jobID: id, pool: Self.pool, videoWait: isAutomatic ? automaticWait(.video, settings: settings) : nil)
    }

    private func poll(_ id: String, wait: String?) -> Operation {
        guard let wait else { return .poll(id, wait: .zero) }
        guard let seconds = plainInteger(wait), Bound.wait.contains(seconds) else {
            return .rejected(
                Rejection(wrong: Name.wait, "must be auto or a whole number of seconds between 0 and 60."))
        }
        return .poll(id, wait: .seconds(seconds))
    }

    /// The signature covers job, index, extension and end; whatever of it does not fit is a tampered link.
    func parseAsset(_ job: String, file: String, _ request: Request) -> ParsedRequest {
        let query = queryValues(request.query, repeated: Self.repeatedKey)
        let (end, signature) = (query.first { $0.name == "exp" }?.value, query.first { $0.name == "sig" }?.value)
        var parsed = ParsedRequest(
            step: .download, credential: .notNeeded, operation: .rejected(Refusal(.invalidSignature), at: .link),
            jobID: job)
        if let index = plainInteger(file.prefix { $0 != "." }), let end, let seconds = plainInteger(end), let signature
        {
            let claim = LinkClaim(
                text: linkText(job: job, file: file, end: end), expires: Int64(seconds), signature: signature)
            parsed.operation = .download(Download(job: job, index: index, claim: claim))
        }
        return parsed
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
