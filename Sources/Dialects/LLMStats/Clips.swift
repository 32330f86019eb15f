import Catalog
import DialectKit
import Documents

/// The videos that a model makes. Never without a duration or a resolution.
struct Clips: Sendable {
    struct Resolution: Sendable, Equatable {
        /// `720p`
        var name: String
        /// Pixels.
        var shortEdge: Int
    }

    /// Seconds.
    let durations: [Int]
    let defaultDuration: Int
    let resolutions: [Resolution]
    let defaultResolution: Resolution
    /// Not on the wire; the file needs one [chosen].
    let framesPerSecond = 24

    init(_ entry: CatalogEntry) throws(CatalogFailure) {
        durations = try entry.integers("durations")
        defaultDuration = try entry.integer("default_duration")
        resolutions = try entry.resolutions()
        let preferred = try entry.string("default_resolution")
        guard let resolution = resolutions.first(where: { $0.name == preferred }) else {
            throw entry.failure("is not among the resolutions", at: "default_resolution")
        }
        defaultResolution = resolution
    }

    /// nil when it is not offered.
    func seconds(_ wanted: Number?) -> Int? {
        guard let wanted else { return defaultDuration }
        return wanted.int.flatMap { durations.contains($0) ? $0 : nil }
    }

    /// nil when it is not offered.
    func resolution(_ wanted: String?) -> Resolution? {
        guard let wanted else { return defaultResolution }
        return resolutions.first { $0.name == wanted }
    }
}

extension CatalogEntry {
    fileprivate func resolutions() throws(CatalogFailure) -> [Clips.Resolution] {
        var resolutions: [Clips.Resolution] = []
        for name in try strings("resolutions") {
            guard name.hasSuffix("p"), let edge = plainInteger(name.dropLast()) else {
                throw failure("\(name) is no resolution", at: "resolutions")
            }
            resolutions.append(Clips.Resolution(name: name, shortEdge: edge))
        }
        return resolutions
    }
}
