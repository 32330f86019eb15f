/// Width and height that a file says of itself, in pixels.
public struct Dimensions: Sendable, Equatable {
    public let width: Int
    public let height: Int

    /// nil for a side that no picture has.
    init?(width: Int, height: Int) {
        guard width > 0, height > 0, width <= Self.longest, height <= Self.longest else { return nil }
        self.width = width
        self.height = height
    }

    /// As WebP and JPEG end, and well past what others are made with.
    private static let longest = 65_535
}
