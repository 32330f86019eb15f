import Catalog
import Core
import DialectKit
import Documents

/// What an endpoint's work costs, line by line. Source: openrouter.md §3.3, §7.
struct PriceList: Sendable {
    enum Billable: String, Sendable, CaseIterable {
        case outputImage = "output_image"
        case inputImage = "input_image"
        case inputFont = "input_font"
        case inputReference = "input_reference"
        case inputText = "input_text"
    }

    enum Unit: String, Sendable {
        case image, megapixel, token, request
    }

    struct Line: Sendable {
        let billable: Billable
        let unit: Unit
        let cost: Decimal
        /// For a price by resolution.
        let variant: String?
    }

    let lines: [Line]

    init(_ entry: CatalogEntry) throws(CatalogFailure) {
        var lines: [Line] = []
        for line in try entry.entries("pricing") { lines.append(try Line(line)) }
        self.lines = lines
    }

    /// Whether its prices are for tokens: then prompts are counted.
    var countsTokens: Bool { lines.contains { $0.unit == .token } }

    /// The line that holds for a billable: the one of the variant, else the one without any.
    private func line(_ billable: Billable, variant: String) -> Line? {
        let own = lines.filter { $0.billable == billable }
        return own.first { $0.variant == variant } ?? own.first { $0.variant == nil }
    }

    /// US dollars, rounded to ten places [chosen].
    func cost(of work: Work) -> Decimal { cost(of: work, for: Billable.allCases) }

    /// The part of it that is for what goes in: text, pictures, fonts.
    func promptCost(of work: Work) -> Decimal { cost(of: work, for: Billable.allCases.filter { $0 != .outputImage }) }

    private func cost(of work: Work, for billables: [Billable]) -> Decimal {
        var sum = Decimal.zero
        for billable in billables {
            guard let line = line(billable, variant: work.variant) else { continue }
            sum = sum + line.cost * work.quantity(of: billable, in: line.unit)
        }
        return sum.rounded(toPlaces: 10)
    }
}

/// What a request makes an endpoint do, in the numbers that prices are for.
struct Work: Sendable {
    var images: Int
    var size: PixelSize
    var textTokens: Int
    var completionTokens: Int
    var references: Int
    var fonts: Int
    /// The word for the resolution in tiered prices.
    var variant: String

    func quantity(of billable: PriceList.Billable, in unit: PriceList.Unit) -> Decimal {
        switch unit {
        case .request: Decimal(1)
        case .image: Decimal(count(of: billable))
        case .megapixel: megapixels(of: billable)
        case .token: Decimal(tokens(of: billable))
        }
    }

    private func count(of billable: PriceList.Billable) -> Int {
        switch billable {
        case .outputImage: images
        case .inputImage, .inputReference: references
        case .inputFont: fonts
        case .inputText: 1
        }
    }

    private func megapixels(of billable: PriceList.Billable) -> Decimal {
        guard billable == .outputImage else { return Decimal(count(of: billable) * Bound.megapixelsPerReference) }
        return Decimal(coefficient: Int128(images * size.width * size.height), exponent: -6)
    }

    private func tokens(of billable: PriceList.Billable) -> Int {
        switch billable {
        case .outputImage: completionTokens
        case .inputText: textTokens
        case .inputImage, .inputReference, .inputFont: count(of: billable) * Bound.tokensPerReference
        }
    }
}

extension PriceList.Line {
    fileprivate init(_ entry: CatalogEntry) throws(CatalogFailure) {
        guard let billable = PriceList.Billable(rawValue: try entry.string("billable")) else {
            throw entry.failure("it is not known what this is a price for", at: "billable")
        }
        guard let unit = PriceList.Unit(rawValue: try entry.string("unit")) else {
            throw entry.failure("this is no unit of prices", at: "unit")
        }
        self.billable = billable
        self.unit = unit
        cost = try entry.decimal("cost_usd")
        variant = entry.members["variant"]?.string
    }
}
