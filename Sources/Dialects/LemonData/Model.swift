import Catalog
import Core
import DialectKit
import Documents

/// One model of the catalog.
final class Model: Sendable {
    /// How its images come (lemondata.md §5).
    enum Delivery: String {
        case inline
        case task = "async"
        case either
        /// It makes no images.
        case none
    }

    /// Which of the two documented paths a task of it is read at (lemondata.md §3.1).
    enum PollStyle: String {
        case tasks, images
    }

    let id: String
    let owner: String
    /// Unix seconds.
    let created: Int
    let category: String
    let operations: [String]
    let takesPictures: Bool
    let delivery: Delivery
    let pollStyle: PollStyle
    /// The field `async` switches it to a task.
    let asyncOptIn: Bool
    let mostImages: Int
    let qualities: [String]
    let styles: [String]
    let backgrounds: [String]
    let editRule: EditRule
    let revisesPrompts: Bool
    let pricingUnit: String
    /// Dollars for one image; nil for models that make none.
    let price: Decimal?
    let picture: PictureRule
    let recommendation: Recommendation?

    init(_ entry: CatalogEntry) throws(CatalogFailure) {
        id = try entry.string("id")
        owner = try entry.string("owned_by")
        created = try entry.integer("created")
        category =
            try entry.optional("category") { entry throws(CatalogFailure) in try entry.string("category") }
            ?? Category.image
        operations = try entry.strings("operations")
        takesPictures = try entry.entry("modality").strings("input").contains(Category.image)
        delivery = try entry.word("delivery")
        pollStyle = try entry.word("poll_style")
        asyncOptIn = try entry.bool("async_opt_in")
        mostImages = try entry.integer("max_n")
        qualities = try entry.stringsOrNone("quality")
        styles = try entry.stringsOrNone("style")
        backgrounds = try entry.stringsOrNone("background")
        editRule =
            try entry.optional("edit_rule") { entry throws(CatalogFailure) in try entry.word("edit_rule") }
            ?? .anyPicture
        revisesPrompts = try entry.bool("revised_prompt")
        pricingUnit = try entry.string("pricing_unit")
        price = try entry.optional("price") { entry throws(CatalogFailure) in try entry.decimal("price") }
        picture = try PictureRule(entry)
        recommendation = try entry.optional("recommendation") { entry throws(CatalogFailure) in
            try Recommendation(entry.entry("recommendation"))
        }
        guard delivery == .none || price != nil else {
            throw entry.failure("a model of images has a price", at: "price")
        }
    }

    var makesImages: Bool { delivery != .none }
    var edits: Bool { operations.contains(ModelOperation.edit) }
}

/// The kinds of models that a list can be narrowed to (lemondata.md §3.4).
enum Category {
    static let image = "image"
    static let all = [
        "chat", "embedding", "translation", "image", "video", "audio", "tts", "stt", "rerank", "3d", "music",
    ]
    static let recommendable = ["image", "video", "music", "3d", "tts", "stt", "embedding", "rerank", "translation"]
}

extension CatalogEntry {
    /// nil where the key is missing or null.
    func optional<Value>(
        _ key: String, _ read: (CatalogEntry) throws(CatalogFailure) -> Value
    ) throws(CatalogFailure) -> Value? {
        guard let node = members[key], !node.isNull else { return nil }
        return try read(self)
    }

    func stringsOrNone(_ key: String) throws(CatalogFailure) -> [String] {
        members[key] == nil ? [] : try strings(key)
    }

    /// A word of a closed list.
    func word<Word: RawRepresentable<String>>(_ key: String) throws(CatalogFailure) -> Word {
        let text = try string(key)
        guard let word = Word(rawValue: text) else { throw failure("\(text) is not known here", at: key) }
        return word
    }
}
