import Core
import DialectKit
import Documents
import HTTPMessages

extension OpenRouterDialect {
    /// One counter for all generations [chosen]; nothing else is limited.
    ///
    /// - Parameter isChat: the body is that of a chat completion (openrouter.md §9).
    func parseCreate(_ request: Request, _ settings: Settings, isChat: Bool = false) -> ParsedRequest {
        let credential = bearerKey(request)
        let (body, operation) = create(request, settings, isChat: isChat)
        var parsed = ParsedRequest(
            step: .create, credential: credential, operation: credential.problem ?? operation, modality: .image,
            body: body,
            pool: "images")
        parsed.model = body?["model"]?.string
        parsed.prompt = body?["prompt"]?.string
        if isChat, case .create(let creation) = operation { parsed.prompt = creation.prompt }
        return parsed
    }

    private func create(_ request: Request, _ settings: Settings, isChat: Bool) -> (Node?, Operation) {
        guard case .bytes(let bytes) = request.body else {
            return (nil, .rejected(Refusal(.payloadTooLarge), at: .size))
        }
        let root: Node
        do {
            root = try JSONReader.read(bytes).root
        } catch {
            return (nil, .rejected(Refusal(.invalidSyntax, message: "The request body is not valid JSON"), at: .syntax))
        }
        do {
            let body = isChat ? try ImageBody(chat: root) : try ImageBody(root)
            return (root, .create(try models.creation(body, settings, isChat: isChat)))
        } catch {
            return (root, .rejected(error))
        }
    }

    func parseEndpoints(_ id: String) -> ParsedRequest {
        let model = models[id]
        let operation: Operation =
            model == nil ? .rejected(Refusal(.notFound), at: .model) : .catalog(.model(id))
        return ParsedRequest(
            step: .catalog, credential: .notNeeded, operation: operation, model: id, modality: model.map { _ in .image }
        )
    }

    func parseAccount(_ request: Request, page: String) -> ParsedRequest {
        let credential = bearerKey(request)
        return ParsedRequest(
            step: .account, credential: credential, operation: credential.problem ?? .account(page: page))
    }

    func parseGeneration(_ request: Request) -> ParsedRequest {
        let credential = bearerKey(request)
        let id = queryValues(request.query, repeated: Self.repeatedKey).first { $0.name == "id" }?.value ?? ""
        let operation: Operation =
            id.isEmpty
            ? .rejected(Rejection("id: required, but missing", param: "id")) : .poll(id, wait: .zero)
        return ParsedRequest(
            step: .poll, credential: credential, operation: credential.problem ?? operation, modality: .image, jobID: id
        )
    }
}

extension Credential {
    /// A key that is missing is told from one that nobody knows. Source: openrouter.md §2.
    fileprivate var problem: Operation? {
        switch self {
        case .missing, .malformed:
            .rejected(Refusal(.unauthenticated, message: "Missing Authentication header"), at: .key)
        case .notNeeded, .key: nil
        }
    }
}

/// The pages about the account of a key.
enum AccountPage {
    static let credits = "credits"
    private static let keyPrefix = "key "

    /// The page holds the label of the key it came with: its beginning and its last three characters.
    static func key(of request: Request) -> String {
        guard case .key(let key) = bearerKey(request) else { return keyPrefix }
        let isLong = key.utf8.count > 18
        return keyPrefix + (isLong ? "\(key.prefix(12))...\(key.suffix(3))" : "\(key.prefix(6))...")
    }

    static func label(_ page: String) -> String? {
        page.utf8.starts(with: keyPrefix.utf8) ? String(page.dropFirst(keyPrefix.count)) : nil
    }
}
