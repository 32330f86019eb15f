import Core
import DialectKit
import Documents
import HTTPMessages
import Time

extension GetImgDialect {
    /// Images and videos have a counter each; the status of a video shows the video counter (getimg.md §4.3).
    func parseCreate(_ request: Request, _ modality: Modality, _ settings: Settings) -> ParsedRequest {
        let (body, operation) = create(request, modality, settings)
        var parsed = ParsedRequest(
            step: .create, credential: bearerKey(request), operation: operation, modality: modality, body: body,
            pool: modality.rawValue)
        parsed.model = body?["model"]?.string
        parsed.prompt = body?["prompt"]?.string
        return parsed
    }

    private func create(_ request: Request, _ modality: Modality, _ settings: Settings) -> (Node?, Operation) {
        guard case .bytes(let bytes) = request.body else {
            return (nil, .rejected(Refusal(.payloadTooLarge), at: .size))
        }
        let root: Node
        do {
            root = try JSONReader.read(bytes).root
        } catch {
            return (nil, .rejected(Refusal(.invalidSyntax), at: .syntax))
        }
        do {
            return (root, .create(try models.creation(GenerationBody(root, modality), modality, settings)))
        } catch {
            return (root, .rejected(error))
        }
    }

    func parsePoll(_ id: String, _ request: Request) -> ParsedRequest {
        ParsedRequest(
            step: .poll, credential: bearerKey(request), operation: .poll(id, wait: .zero), modality: .video,
            jobID: id,
            pool: Modality.video.rawValue, isCounted: false)
    }

    func parseModels(_ request: Request) -> ParsedRequest {
        var parsed = ParsedRequest(
            step: .catalog, credential: bearerKey(request), operation: .catalog(.models(kind: nil)))
        guard
            let kind = queryValues(request.query, repeated: Self.repeatedKey).first(where: { $0.name == "type" })?.value
        else { return parsed }
        let kinds = [Modality.image.rawValue, Modality.video.rawValue]
        parsed.operation =
            kinds.contains(kind)
            ? .catalog(.models(kind: kind))
            : .rejected(Rejection(unsupported: kind, of: "type", supported: kinds, at: .fields))
        return parsed
    }

    func parseModel(_ id: String, _ request: Request) -> ParsedRequest {
        let known = models[id]
        let operation: Operation =
            known == nil ? .rejected(Refusal(.modelUnknown, subject: id), at: .model) : .catalog(.model(id))
        return ParsedRequest(
            step: .catalog, credential: bearerKey(request), operation: operation, model: id, modality: known?.modality)
    }

    func parseCosts(_ request: Request) -> ParsedRequest {
        let query = queryValues(request.query, repeated: Self.repeatedKey)
        let operation: Operation
        do {
            let (from, to) = try costsRange(
                query.first { $0.name == "start" }?.value, query.first { $0.name == "end" }?.value)
            operation = .costs(from: from.nanoseconds, to: to.nanoseconds)
        } catch {
            operation = .rejected(error)
        }
        return ParsedRequest(step: .account, credential: bearerKey(request), operation: operation)
    }

    /// Whatever is missing or cannot be read makes the link a tampered one (getimg.md §3.8 [chosen]).
    func parseDownload(_ job: String, index: String, _ request: Request) -> ParsedRequest {
        let query = queryValues(request.query, repeated: Self.repeatedKey)
        var parsed = ParsedRequest(
            step: .download, credential: .notNeeded, operation: .rejected(Refusal(.invalidSignature), at: .link),
            jobID: job)
        if let end = query.first(where: { $0.name == "exp" })?.value, let seconds = plainInteger(end),
            let signature = query.first(where: { $0.name == "sig" })?.value, let number = plainInteger(index)
        {
            let claim = LinkClaim(
                text: linkText(job: job, index: index, end: end), expires: Int64(seconds), signature: signature)
            parsed.operation = .download(Download(job: job, index: number, claim: claim))
        }
        return parsed
    }
}

/// Both ends are required, with a zone; the end is later than the start, by 180 days at most (getimg.md §3.7 [sdk]).
private func costsRange(_ start: String?, _ end: String?) throws(Rejection) -> (Timestamp, Timestamp) {
    let from = try time(start, "start")
    let to = try time(end, "end")
    guard from < to else { throw Rejection(invalid: "end", "'end' must be later than 'start'.") }
    guard to <= from + Bound.costs else {
        throw Rejection(invalid: "end", "'start' and 'end' must be at most 180 days apart.")
    }
    return (from, to)
}

private func time(_ text: String?, _ param: String) throws(Rejection) -> Timestamp {
    guard let text, !text.isEmpty else { throw Rejection(missing: param) }
    guard let time = Timestamp(iso8601: text, requiresZone: true) else {
        throw Rejection(invalid: param, "'\(param)' must be an ISO 8601 time with a time zone.")
    }
    return time
}

/// What the signature of a file's link covers (getimg.md §3.8 [chosen]).
func linkText(job: String, index: String, end: String) -> [UInt8] {
    Array("\(job)/\(index)/\(end)".utf8)
}
