import Documents

/// What a task of a model costs: the first tier whose condition holds, times a quantity, rounded to six decimals.
public struct Pricing: Sendable {
    public enum Unit: String, Sendable, CaseIterable {
        case call, image, second, minute
        /// A thousand characters, at least one character.
        case kilocharacter = "kchar"
    }

    struct Tier: Sendable {
        let when: [Test]
        let dollars: Decimal
    }

    enum Quantity: Sendable {
        case one
        /// The sum where there are values to add, else the field, else the fallback.
        case field(Int, fallback: Decimal, sum: ValuePath?)
        /// The real bill depends on media that the emulator cannot see.
        case assumed(Decimal)
        case characters(ValuePath)
    }

    public let unit: Unit
    let tiers: [Tier]
    let quantity: Quantity
}

/// The price of one request.
public struct Price: Sendable, Equatable {
    public var unit: Pricing.Unit
    /// Dollars.
    public var unitPrice: Decimal
    public var quantity: Decimal
    /// Dollars, rounded to six decimals [chosen].
    public var total: Decimal
}

extension Pricing {
    /// Dollars for one unit of a request that meets no condition.
    public var standardPrice: Decimal { tiers.first { $0.when.isEmpty }?.dollars ?? tiers[0].dollars }

    func price(of values: Values) -> Price {
        let tier = tiers.first { $0.when.hold(in: values) } ?? tiers[tiers.count - 1]
        let amount = amount(in: values)
        return Price(
            unit: unit, unitPrice: tier.dollars, quantity: amount,
            total: (tier.dollars * amount).rounded(toPlaces: 6))
    }

    private func amount(in values: Values) -> Decimal {
        switch quantity {
        case .one: return Decimal(1)
        case .assumed(let amount): return amount
        case .field(let slot, let fallback, let sum):
            return sum?.sum(in: values) ?? values.slots[slot]?.number?.decimal ?? fallback
        case .characters(let path):
            var count = 0
            path.forEach(in: values) { count += $0.string.map(characterCount) ?? 0 }
            return Decimal(coefficient: Int128(max(1, count)), exponent: -3)
        }
    }
}

extension Pricing {
    init(reading entry: Entry, fields: inout FieldTable) throws(CatalogFailure) {
        try entry.allowOnly { ["unit", "tiers", "quantity", "source", "note"].contains($0) }
        let word = try entry.string("unit")
        guard let unit = Unit(rawValue: word) else { throw entry.failure("unknown unit \(word)", key: "unit") }
        self.unit = unit
        var tiers: [Tier] = []
        for tier in try entry.entries("tiers") {
            try tier.allowOnly { ["when", "usd", "source", "note"].contains($0) }
            guard let dollars = try tier.decimal("usd") else { throw tier.failure("missing", key: "usd") }
            tiers.append(Tier(when: try Test.all("when", of: tier, fields: &fields), dollars: dollars))
        }
        guard !tiers.isEmpty else { throw entry.failure("no tier", key: "tiers") }
        self.tiers = tiers
        quantity = try Quantity(of: entry, unit: unit, fields: &fields)
    }
}

extension Pricing.Quantity {
    init(of entry: Entry, unit: Pricing.Unit, fields: inout FieldTable) throws(CatalogFailure) {
        guard let block = try entry.entry("quantity") else {
            guard unit == .call || unit == .image else { throw entry.failure("missing", key: "quantity") }
            self = .one
            return
        }
        try block.allowOnly { ["from", "default", "or_sum_of", "assumed", "chars_of", "source", "note"].contains($0) }
        if let assumed = try block.decimal("assumed") {
            self = .assumed(assumed)
        } else if let path = try block.optionalString("chars_of") {
            self = .characters(try ValuePath(path, fields: &fields, in: block))
        } else {
            let slot = try fields.one("from", of: block)
            guard let fallback = try block.decimal("default") else { throw block.failure("missing", key: "default") }
            var sum: ValuePath?
            if let path = try block.optionalString("or_sum_of") {
                sum = try ValuePath(path, fields: &fields, in: block)
            }
            self = .field(slot, fallback: fallback, sum: sum)
        }
    }
}
