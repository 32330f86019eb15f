/// How a provider's finished files reach a client: what rules about links and files have to act on. A provider without links has
/// none that could end, and one whose files stand in its answers has none that are fetched.
public struct FileDelivery: Sendable, Equatable {
    /// The steps whose answers have links to files in them.
    public let linkedAt: Set<Step>
    /// The steps whose answers have whole files in them.
    public let embeddedAt: Set<Step>
    /// Whether a link is signed and says when it ends.
    public let isSigned: Bool

    public init(linkedAt: Set<Step> = [], embeddedAt: Set<Step> = [], isSigned: Bool = false) {
        self.linkedAt = linkedAt
        self.embeddedAt = embeddedAt
        self.isSigned = isSigned
    }

    public var hasLinks: Bool { !linkedAt.isEmpty }
}
