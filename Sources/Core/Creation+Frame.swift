extension Creation {
    /// Where the size of the picture comes from.
    public enum Frame: Sendable, Equatable {
        case own
        /// That of the first job it refers to, pixel by pixel.
        case ofReference
        /// The ratio of the first job it refers to, on a short edge of its own.
        case ratioOfReference
    }

    /// The same, with the picture's size taken over from the job it refers to.
    public func framed(like source: Creation) -> Creation {
        guard frame != .own, let asset = source.assets.first, asset.width > 0, asset.height > 0 else { return self }
        let framed = assets.map { own in
            var framed = own
            if frame == .ofReference {
                (framed.width, framed.height) = (asset.width, asset.height)
            } else {
                let short = min(own.width, own.height)
                let long = Self.long(short, asset.width, asset.height)
                (framed.width, framed.height) = asset.width >= asset.height ? (long, short) : (short, long)
            }
            framed.aspectRatio = asset.aspectRatio
            return framed
        }
        return making(framed)
    }

    /// The long edge to a short one in the ratio of two sides, even as films need it.
    private static func long(_ short: Int, _ width: Int, _ height: Int) -> Int {
        let (most, least) = (max(width, height), min(width, height))
        return 2 * ((short * most + least) / (2 * least))
    }
}
