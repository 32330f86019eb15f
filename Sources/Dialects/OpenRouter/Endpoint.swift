import Catalog
import DialectKit
import Documents

/// A provider that serves a model. Source: openrouter.md §3.3.
struct Endpoint: Sendable {
    /// In the list of its model.
    let place: Int
    let name: String
    let slug: String
    /// nil: it cannot be pinned [docs].
    let tag: String?
    /// Names of options that go through to it.
    let passthrough: [String]
    let prices: PriceList

    init(_ entry: CatalogEntry, place: Int) throws(CatalogFailure) {
        self.place = place
        name = try entry.string("provider_name")
        slug = try entry.string("provider_slug")
        tag = entry.members["provider_tag"]?.string
        passthrough = try entry.strings("allowed_passthrough_parameters")
        prices = try PriceList(entry)
    }

    /// By its slug, its tag, or what stands before a slash in that [docs], the last [chosen].
    func isNamed(_ name: String) -> Bool {
        name == slug || name == tag || tag?.utf8.starts(with: "\(name)/".utf8) == true
    }

    /// Named where a name is a wish to be served by it.
    func isPinned(by name: String) -> Bool { tag != nil && isNamed(name) }
}
