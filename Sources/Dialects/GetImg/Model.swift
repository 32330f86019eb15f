import Catalog
import Core
import DialectKit
import Documents

/// One model of the catalog. The first entry of each list is the default [sdk].
final class Model: Sendable {
    /// What a request may name, and the number behind it.
    struct Choice<Value: Sendable>: Sendable {
        var text: String
        var value: Value
    }

    let id: String
    let name: String
    let modality: Modality
    let createdAt: String
    let ratios: [Choice<AspectRatio>]
    /// Pixels: the short edge of a video, the side of a square still.
    let resolutions: [Choice<Int>]
    /// Seconds; empty for images.
    let durations: [Int]
    /// The most images of each role, in the catalog's order.
    let references: [Choice<Int>]
    let supportsSound: Bool
    /// nil for images.
    let framesPerSecond: Int?
    let prices: PriceList

    init(_ entry: CatalogEntry) throws(CatalogFailure) {
        let modality = try entry.modality()
        id = try entry.string("id")
        name = try entry.string("name")
        self.modality = modality
        createdAt = try entry.string("created_at")
        ratios = try entry.choices("supported_aspect_ratios") { AspectRatio(parsing: $0) }
        resolutions = try entry.choices("supported_resolutions") { pixels(of: $0, modality) }
        durations = try entry.integers("supported_durations")
        references = try entry.references()
        supportsSound = try entry.bool("supports_sound")
        framesPerSecond = modality == .video ? try entry.integer("fps") : nil
        prices = try PriceList(entry)
        guard modality == .image || !durations.isEmpty else {
            throw entry.failure("a video needs a duration", at: "supported_durations")
        }
        // Each combination that can be asked for has a price, so that none is ever missing later.
        for resolution in resolutions {
            guard prices.price(resolution.text, sound: .off) != nil, prices.price(resolution.text, sound: .on) != nil
            else {
                throw entry.failure("no price for \(resolution.text)", at: "rates")
            }
        }
    }
}

/// Labels and pixels: `720p` is the short edge of a video (getimg.md §3.3), `2K` is 2 × 1024 (§3.1) [chosen].
private func pixels(of label: String, _ modality: Modality) -> Int? {
    let (unit, scale): (Character, Int) = modality == .video ? ("p", 1) : ("K", 1024)
    guard label.last == unit, let number = plainInteger(label.dropLast()), (1...16_384 / scale).contains(number) else {
        return nil
    }
    return number * scale
}

extension CatalogEntry {
    fileprivate func modality() throws(CatalogFailure) -> Modality {
        switch try string("type") {
        case "image": .image
        case "video": .video
        case let other: throw failure("expected image or video, found \(other)", at: "type")
        }
    }

    fileprivate func choices<Value>(
        _ key: String, _ read: (String) -> Value?
    ) throws(CatalogFailure) -> [Model.Choice<Value>] {
        var choices: [Model.Choice<Value>] = []
        for text in try strings(key) {
            guard let value = read(text) else { throw failure("\(text) is not understood", at: key) }
            choices.append(Model.Choice(text: text, value: value))
        }
        guard !choices.isEmpty else { throw failure("expected at least one", at: key) }
        return choices
    }

    fileprivate func references() throws(CatalogFailure) -> [Model.Choice<Int>] {
        let references = try entry("supported_references")
        var choices: [Model.Choice<Int>] = []
        for role in references.members {
            choices.append(Model.Choice(text: role.key, value: try references.integer(role.key)))
        }
        return choices
    }
}
