import Documents

/// Where values lie in an input: `text`, `image_urls[]`, `multi_shots[].duration` or `reference_characters[].image_urls[]`.
struct ValuePath: Sendable {
    let slot: Int
    /// The field of each item; nil: the items themselves.
    let inner: String?
    /// The inner field is a list and its items are meant.
    let expandsInner: Bool

    init(_ text: String, fields: inout FieldTable, in entry: Entry) throws(CatalogFailure) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0 != "[]" }),
            parts.count == 1 || parts[0].hasSuffix("[]")
        else { throw entry.failure("the path \(text) is not understood") }
        slot = fields.slot(Self.name(parts[0]))
        inner = parts.count == 2 ? Self.name(parts[1]) : nil
        expandsInner = parts.count == 2 && parts[1].hasSuffix("[]")
    }

    private static func name(_ part: String) -> String {
        part.hasSuffix("[]") ? String(part.dropLast(2)) : part
    }

    /// Calls `body` with each value that lies there.
    func forEach(in values: Values, _ body: (Node) -> Void) {
        guard let node = values.slots[slot] else { return }
        guard case .array(let items) = node.value else { return body(node) }
        for item in items {
            guard let inner else { body(item); continue }
            guard let value = item[inner] else { continue }
            guard expandsInner, case .array(let innerItems) = value.value else { body(value); continue }
            innerItems.forEach(body)
        }
    }

    /// How many values lie there.
    func count(in values: Values) -> Int {
        var count = 0
        forEach(in: values) { _ in count += 1 }
        return count
    }

    /// The sum of the numbers that lie there; nil when there are none.
    func sum(in values: Values) -> Decimal? {
        var sum: Decimal?
        forEach(in: values) { value in
            guard let number = value.number?.decimal else { return }
            sum = (sum ?? Decimal(0)) + number
        }
        return sum
    }
}
