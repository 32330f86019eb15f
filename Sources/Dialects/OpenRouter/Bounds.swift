/// The numbers that the documentation gives for a request. Source: openrouter.md §3.1.
enum Bound {
    /// Bytes of a request to make images [chosen]: sixteen references as base64 have room.
    static let body = 32 << 20
    /// Bytes that a request without a use for a body may bring along [chosen].
    static let unreadBody = 64 << 10
    static let images = 1...10
    static let compression = 0...100
    /// Reference images of one request, whatever its model takes [docs].
    static let references = 16
    /// Characters, taken as Unicode scalars [sdk].
    static let sessionID = 256
    /// Pixels of a side: no larger picture can be made [chosen].
    static let side = 16_384
    /// How far the ratio of a size may be from the one asked for beside it [chosen].
    static let ratioTolerance = 0.02
    /// Tokens that a reference image counts as, for models that are paid by token [chosen].
    static let tokensPerReference = 258
    /// Megapixels that a reference image counts as, since none is ever fetched [chosen].
    static let megapixelsPerReference = 1
    /// Characters of the prompt that a moderation error shows [docs].
    static let flaggedInput = 100
}
