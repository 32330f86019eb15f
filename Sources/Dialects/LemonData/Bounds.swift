/// The numbers that the documentation gives for a request. Source: lemondata.md §3.1, §3.7, §4.2.
enum Bound {
    /// Bytes of a body: 20 MB [docs].
    static let body = 20 << 20
    /// Bytes of a body with pictures to edit: the largest picture and what comes with it have room [chosen].
    static let editBody = 64 << 20
    /// Bytes that a request without a use for a body may bring along [chosen].
    static let unreadBody = 64 << 10
    /// Characters, taken as Unicode scalars [docs].
    static let prompt = 1...4_000
    /// Images of one request, whatever its model makes [docs].
    static let count = 1...10
    /// Addresses in a list of reference pictures [docs-successor].
    static let references = 1...16
    /// `output_compression` [docs-successor].
    static let compression = 0...100
    /// Bytes of a square PNG to edit or vary: less than 4 MB [docs].
    static let squarePicture = 4 << 20
    /// Bytes of any other picture to edit: at most 50 MB [third-party].
    static let picture = 50 << 20
    /// Suggestions of an error [chosen].
    static let suggestions = 3
    /// What still counts as a slip of the pen in a model's id [docs].
    static let slips = 3
}
