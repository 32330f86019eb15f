import Core
import DialectKit
import Documents

/// What a list of models is narrowed to; all of it must hold (lemondata.md §3.4).
struct ModelQuery: Equatable {
    var category: String?
    var tag: String?
    var provider: String?
    var recommendedFor: String?

    init() {}

    /// Values of closed lists are checked [docs-successor]; owners and tags that no model has give an empty list [chosen].
    init(_ query: [(name: String, value: String)]) throws(Rejection) {
        var issues = Issues()
        for (name, value) in query {
            switch name {
            case "category":
                category = value
                if !Category.all.contains(value) { issues.add(category: value, name, Category.all) }
            case "recommended_for":
                recommendedFor = value
                if !Category.recommendable.contains(value) { issues.add(category: value, name, Category.recommendable) }
            case "tag":
                tag = value
                if value.isEmpty { issues.add(name, "\(name) must not be empty", .tooSmall) }
            case "provider":
                provider = value
                if value.isEmpty { issues.add(name, "\(name) must not be empty", .tooSmall) }
            default: break
            }
        }
        try issues.check(at: .fields)
    }

    /// One text for the way through the engine, and back.
    var text: String {
        [category, tag, provider, recommendedFor].map { $0 ?? "" }.joined(separator: "\n")
    }

    init(text: String) {
        let parts = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? nil : String($0) }
        guard parts.count == 4 else { return }
        (category, tag, provider, recommendedFor) = (parts[0], parts[1], parts[2], parts[3])
    }

    func models(of list: ModelList) -> [Model] {
        let candidates = recommendedFor.map { list.recommended(for: $0) } ?? list.all
        return candidates.filter { model in
            (category == nil || category == model.category) && (provider == nil || provider == model.owner)
                && (tag == nil || model.operations.contains { $0 == tag })
        }
    }
}

extension Issues {
    fileprivate mutating func add(category: String, _ field: String, _ words: [String]) {
        add(field, "Invalid value. Expected \(alternatives(words)), received '\(category)'", .invalidOption)
    }
}
