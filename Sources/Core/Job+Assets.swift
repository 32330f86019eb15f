extension Job {
    /// An asset as it is made: with the seed that follows from the job's. nil: the job has no so many.
    public func asset(_ index: Int, preview: Int? = nil) -> Asset? {
        guard request.assets.indices.contains(index) else { return nil }
        var asset = request.assets[index]
        // An odd constant spreads the neighbours of a seed over all seeds: 2^64 divided by the golden ratio.
        asset.seed = seed &+ UInt64(index) &* 0x9E37_79B9_7F4A_7C15
        asset.preview = preview
        return asset
    }
}
