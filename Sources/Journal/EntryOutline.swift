import Time

/// What the line of a log tells of an entry: no header and no body.
public struct EntryOutline: Sendable {
    public let number: Int
    public let at: Moment
    /// Since the scenario was loaded that it came in under.
    public let elapsed: Duration
    /// nil where none was meant.
    public let provider: String?
    public let step: String?
    public let account: String?
    public let model: String?
    public let method: String
    public let path: String
    public let fired: [JournalEntry.Firing]
    /// Why it was refused and what would be right, where that is not the provider's to say.
    public let why: String?
    /// 0 where none was sent.
    public let status: Int
    /// In scenario time, from arrival to the first byte of the answer, with what a rule made it wait; nil without one.
    public let took: Duration?
    public let bytesSent: Int
}
