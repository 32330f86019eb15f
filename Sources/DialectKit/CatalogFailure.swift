import Documents

/// A provider's catalog that a dialect cannot work with. Catalogs are compiled in, so this is met by their authors alone.
public struct CatalogFailure: Error, Sendable, Equatable, CustomStringConvertible {
    public var message: String
    /// Dotted, e.g. `models[2].pricing.usd`.
    public var path: String
    public var place: Place

    public init(_ message: String, path: String, place: Place) {
        self.message = message
        self.path = path
        self.place = place
    }

    public var description: String { "line \(place.line), column \(place.column), \(path): \(message)" }
}
