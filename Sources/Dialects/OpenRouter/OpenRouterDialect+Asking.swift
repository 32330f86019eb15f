import Core
import DialectKit
import Documents
import HTTPMessages

extension OpenRouterDialect {
    /// One counter for all generations [chosen]; nothing else is limited.
    func askCreate(_ request: Request, _ settings: Settings) -> Ask {
        let credential = bearerKey(request)
        let (body, wish) = create(request, settings)
        var ask = Ask(
            step: .create, credential: credential, wish: credential.problem ?? wish, modality: .image, body: body,
            pool: "images")
        ask.model = body?["model"]?.string
        ask.prompt = body?["prompt"]?.string
        return ask
    }

    private func create(_ request: Request, _ settings: Settings) -> (Node?, Wish) {
        guard case .bytes(let bytes) = request.body else {
            return (nil, .problem(Refusal(.payloadTooLarge), at: .size))
        }
        let root: Node
        do {
            root = try JSONReader.read(bytes).root
        } catch {
            return (nil, .problem(Refusal(.invalidSyntax, message: "The request body is not valid JSON"), at: .syntax))
        }
        do {
            return (root, .intent(.create(try models.creation(ImageBody(root), settings))))
        } catch {
            return (root, error.wish)
        }
    }

    func askEndpoints(_ id: String) -> Ask {
        let model = models[id]
        let wish: Wish =
            model == nil ? .problem(Refusal(.notFound), at: .model) : .intent(.catalog(.model(id)))
        return Ask(
            step: .catalog, credential: .notNeeded, wish: wish, model: id, modality: model.map { _ in .image })
    }

    func askAccount(_ request: Request, page: String) -> Ask {
        let credential = bearerKey(request)
        return Ask(
            step: .account, credential: credential, wish: credential.problem ?? .intent(.account(page: page)))
    }

    func askGeneration(_ request: Request) -> Ask {
        let credential = bearerKey(request)
        let id = queryValues(request.query).first { $0.name == "id" }?.value ?? ""
        let wish: Wish =
            id.isEmpty
            ? Problem("id: required, but missing", param: "id").wish : .intent(.poll(id, wait: .zero))
        return Ask(step: .poll, credential: credential, wish: credential.problem ?? wish, modality: .image, jobID: id)
    }
}

extension Credential {
    /// A key that is missing is told from one that nobody knows. Source: openrouter-images.md §2.
    fileprivate var problem: Wish? {
        switch self {
        case .missing, .malformed:
            .problem(Refusal(.unauthenticated, message: "Missing Authentication header"), at: .key)
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
