import Catalog
import DialectKit
import Documents
import Testing

/// Catalogs are read key by key, and a flaw tells its place.
@Suite struct CatalogEntryTests {
    private func entry(_ text: String) throws -> CatalogEntry {
        try CatalogEntry(YAMLReader.read(Array(text.utf8)), path: "model")
    }

    private func failure(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch let failure as CatalogFailure {
            return "\(failure.path): \(failure.message), line \(failure.place.line)"
        } catch {
            return "\(error)"
        }
    }

    private let whole = """
        name: fast
        open: true
        most: 4
        price: 0.05
        cost: "1.25"
        sizes: [1, 2]
        words: [a, b]
        limits: { seconds: 8 }
        rows:
          - { id: one }
          - { id: two }
        """

    @Test func `each kind of value is read`() throws {
        let entry = try entry(whole)
        #expect(try entry.string("name") == "fast")
        #expect(try entry.bool("open"))
        #expect(try entry.integer("most") == 4)
        #expect(try entry.decimal("price") == Decimal(text: "0.05"))
        #expect(try entry.decimal("cost") == Decimal(text: "1.25"))
        #expect(try entry.integers("sizes") == [1, 2])
        #expect(try entry.strings("words") == ["a", "b"])
        #expect(try entry.entry("limits").integer("seconds") == 8)
        #expect(try entry.entries("rows").map { try $0.string("id") } == ["one", "two"])
    }

    @Test func `what is missing or of another kind is told with its place`() throws {
        let entry = try entry(whole)
        #expect(
            failure { _ = try entry.string("nothing") } == "model.nothing: expected a string, found nothing, line 1")
        #expect(failure { _ = try entry.integer("price") }?.hasPrefix("model.price: expected a whole number") == true)
        #expect(failure { _ = try entry.bool("most") }?.hasSuffix("line 3") == true)
        #expect(failure { _ = try entry.decimal("name") }?.hasPrefix("model.name: expected a decimal number") == true)
        #expect(failure { _ = try entry.strings("sizes") } == "model.sizes: expected a list of strings, line 6")
        #expect(failure { _ = try entry.integers("words") } == "model.words: expected a list of whole numbers, line 7")
        #expect(failure { _ = try entry.entry("name") }?.hasPrefix("model.name: expected a mapping") == true)
        #expect(failure { _ = try entry.entry("limits").string("seconds") }?.hasPrefix("model.limits.seconds:") == true)
        #expect(failure { _ = try entry.entries("words") }?.hasPrefix("model.words[0]: expected a mapping") == true)
        #expect(failure { _ = try self.entry("[1]") }?.hasPrefix("model: expected a mapping") == true)
    }

    @Test func `a failure of the reader's own stands at its key, or at the entry where the key is missing`() throws {
        let entry = try entry(whole)
        #expect(entry.failure("too many", at: "most").place.line == 3)
        #expect(entry.failure("too few", at: "nothing").place.line == 1)
        #expect(entry.failure("too few", at: "nothing").path == "model.nothing")
    }
}
