import Core
import DialectKit
import Documents

/// The body of a create, its fields read and checked as far as that goes without knowing the model.
/// Source: llm-stats.md §3.1. The first problem in the order of the text counts; missing fields come after [chosen].
struct GenerationBody {
    enum Wait: Equatable {
        case automatic
        case seconds(Int)
    }

    let model: String
    let input: GenerationInput
    /// Not checked for its range, since a video ignores it.
    let count: Int
    let wait: Wait
}

extension GenerationBody {
    init(_ document: JSONReader.Document) throws(Rejection) {
        guard let members = document.root.object else {
            throw Rejection(Refusal(.invalidSyntax, message: "The request body is not a JSON object."), at: .syntax)
        }
        if let duplicate = document.firstDuplicate {
            throw Rejection(Refusal(.invalidInput, message: "Repeated field.", param: duplicate.path), at: .fields)
        }
        var (model, input): (String?, GenerationInput?)
        var (count, wait) = (1, Wait.automatic)
        for member in members {
            switch member.key {
            case Name.model: model = try member.value.text(of: Name.model)
            case Name.input: input = try GenerationInput(member.value)
            case Name.count: if !member.value.isNull { count = try member.value.integer(of: Name.count) }
            case Name.wait: if !member.value.isNull { wait = try Wait(member.value) }
            default: throw Rejection(unknown: member.key)
            }
        }
        guard let model else { throw Rejection(missing: Name.model) }
        guard let input else { throw Rejection(missing: Name.input) }
        self.init(model: model, input: input, count: count, wait: wait)
    }
}

extension GenerationBody.Wait {
    fileprivate init(_ node: Node) throws(Rejection) {
        if case .string("auto") = node.value {
            self = .automatic
        } else if let seconds = node.number?.int, Bound.wait.contains(seconds) {
            self = .seconds(seconds)
        } else {
            throw Rejection(wrong: Name.wait, "must be \"auto\" or a whole number of seconds between 0 and 60.")
        }
    }
}

/// `input` of a create, its fields of the right types. Source: llm-stats.md §3.1.1.
///
/// What a size, a ratio, a duration or a resolution says is looked at where it has an effect: only the model can tell [chosen].
struct GenerationInput {
    private(set) var prompt: String?
    private(set) var images = 0
    private(set) var ratio: String?
    private(set) var size: String?
    private(set) var duration: Number?
    private(set) var resolution: String?
    private(set) var seed: Int64?

    fileprivate init(_ node: Node) throws(Rejection) {
        guard let members = node.object else { throw Rejection(wrong: Name.input, "must be an object.") }
        for member in members {
            try read(member.key, member.value)
        }
        // Nothing else could drive a model [chosen].
        guard prompt != nil || images > 0 else {
            throw Rejection(
                Refusal(.missingField, message: "input.prompt or input.images is required.", param: "input.prompt"),
                at: .fields)
        }
    }

    private mutating func read(_ key: String, _ node: Node) throws(Rejection) {
        switch key {
        case Name.prompt: if !node.isNull { prompt = try node.prompt() }
        case Name.images: if !node.isNull { images = try node.imageCount() }
        case Name.aspectRatio: if !node.isNull { ratio = try node.text(of: "input.\(Name.aspectRatio)") }
        case Name.size: if !node.isNull { size = try node.text(of: "input.\(Name.size)") }
        case Name.duration: if !node.isNull { duration = try node.number(of: "input.\(Name.duration)") }
        case Name.resolution: if !node.isNull { resolution = try node.text(of: "input.\(Name.resolution)") }
        case Name.seed: if !node.isNull { seed = Int64(try node.integer(of: "input.\(Name.seed)")) }
        case Name.negativePrompt: if !node.isNull { _ = try node.text(of: "input.\(Name.negativePrompt)") }
        default: throw Rejection(unknown: "input.\(key)")
        }
    }
}
