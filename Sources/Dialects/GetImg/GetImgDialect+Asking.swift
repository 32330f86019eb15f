import Core
import DialectKit
import Documents
import HTTPMessages
import Time

extension GetImgDialect {
    /// Images and videos have a counter each; the status of a video shows the video counter (getimg.md §4.3).
    func askCreate(_ request: Request, _ modality: Modality) -> Ask {
        let (body, wish) = create(request, modality)
        var ask = Ask(
            step: .create, credential: bearerKey(request), wish: wish, modality: modality, body: body,
            pool: modality.rawValue)
        ask.model = body?["model"]?.string
        ask.prompt = body?["prompt"]?.string
        return ask
    }

    private func create(_ request: Request, _ modality: Modality) -> (Node?, Wish) {
        guard case .bytes(let bytes) = request.body else {
            return (nil, .problem(Refusal(.payloadTooLarge), at: .size))
        }
        let root: Node
        do {
            root = try JSONReader.read(bytes).root
        } catch {
            return (nil, .problem(Refusal(.invalidSyntax), at: .syntax))
        }
        do {
            return (root, .intent(.create(try models.creation(GenerationBody(root, modality), modality))))
        } catch {
            return (root, error.wish)
        }
    }

    func askPoll(_ id: String, _ request: Request) -> Ask {
        Ask(
            step: .poll, credential: bearerKey(request), wish: .intent(.poll(id, wait: .zero)), modality: .video,
            jobID: id,
            pool: Modality.video.rawValue, isCounted: false)
    }

    func askModels(_ request: Request) -> Ask {
        var ask = Ask(step: .catalog, credential: bearerKey(request), wish: .intent(.catalog(.models(kind: nil))))
        guard let kind = queryValues(request.query).first(where: { $0.name == "type" })?.value else { return ask }
        let kinds = [Modality.image.rawValue, Modality.video.rawValue]
        ask.wish =
            kinds.contains(kind)
            ? .intent(.catalog(.models(kind: kind)))
            : Problem(unsupported: kind, of: "type", supported: kinds, at: .fields).wish
        return ask
    }

    func askModel(_ id: String, _ request: Request) -> Ask {
        let known = models[id]
        let wish: Wish =
            known == nil ? .problem(Refusal(.modelUnknown, subject: id), at: .model) : .intent(.catalog(.model(id)))
        return Ask(step: .catalog, credential: bearerKey(request), wish: wish, model: id, modality: known?.modality)
    }

    func askCosts(_ request: Request) -> Ask {
        let query = queryValues(request.query)
        let wish: Wish
        do {
            let (from, to) = try costsRange(
                query.first { $0.name == "start" }?.value, query.first { $0.name == "end" }?.value)
            wish = .intent(.costs(from: from.nanoseconds, to: to.nanoseconds))
        } catch {
            wish = error.wish
        }
        return Ask(step: .account, credential: bearerKey(request), wish: wish)
    }

    /// Whatever is missing or cannot be read makes the link a tampered one (getimg.md §3.8 [chosen]).
    func askDownload(_ job: String, index: String, _ request: Request) -> Ask {
        let query = queryValues(request.query)
        var ask = Ask(
            step: .download, credential: .notNeeded, wish: .problem(Refusal(.invalidSignature), at: .link), jobID: job)
        if let end = query.first(where: { $0.name == "exp" })?.value, let seconds = plainInteger(end),
            let signature = query.first(where: { $0.name == "sig" })?.value, let number = plainInteger(index)
        {
            let claim = LinkClaim(
                text: linkText(job: job, index: index, end: end), expires: Int64(seconds), signature: signature)
            ask.wish = .intent(.download(Download(job: job, index: number, claim: claim)))
        }
        return ask
    }
}

/// Both ends are required, with a zone; the end is later than the start, by 180 days at most (getimg.md §3.7 [sdk]).
private func costsRange(_ start: String?, _ end: String?) throws(Problem) -> (Timestamp, Timestamp) {
    let from = try time(start, "start")
    let to = try time(end, "end")
    guard from < to else { throw Problem(invalid: "end", "'end' must be later than 'start'.") }
    guard to <= from + Bound.costs else {
        throw Problem(invalid: "end", "'start' and 'end' must be at most 180 days apart.")
    }
    return (from, to)
}

private func time(_ text: String?, _ param: String) throws(Problem) -> Timestamp {
    guard let text, !text.isEmpty else { throw Problem(missing: param) }
    guard let time = Timestamp(iso8601: text, requiresZone: true) else {
        throw Problem(invalid: param, "'\(param)' must be an ISO 8601 time with a time zone.")
    }
    return time
}

/// What the signature of a file's link covers (getimg.md §3.8 [chosen]).
func linkText(job: String, index: String, end: String) -> [UInt8] {
    Array("\(job)/\(index)/\(end)".utf8)
}
