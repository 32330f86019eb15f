/// A file that a client handed in. Its bytes may have been let go to make room; what it was is still known then.
public struct UploadedFile: Sendable, Equatable {
    public enum Content: Sendable, Equatable {
        case bytes([UInt8])
        /// They were too many to keep, or had to make room for newer ones.
        case evicted
        /// Never there: the client named an address, and none is ever fetched.
        case elsewhere(String)
    }

    /// 32 lower-case hex digits.
    public var id: String
    /// The name of the account that handed it in.
    public var account: String
    public var contentType: String
    /// Of its name, without the dot.
    public var ending: String
    public var length: Int
    /// SHA-256 of the bytes in lower-case hex; empty where there never were any.
    public var digest: String
    /// Of what its bytes say what it is like.
    public var facts: MediaFacts
    public var content: Content

    public init(
        id: String, account: String, contentType: String, ending: String, length: Int, digest: String,
        facts: MediaFacts = MediaFacts(), content: Content
    ) {
        self.id = id
        self.account = account
        self.contentType = contentType
        self.ending = ending
        self.length = length
        self.digest = digest
        self.facts = facts
        self.content = content
    }

    public var name: String { ending.isEmpty ? id : "\(id).\(ending)" }
}

/// What a job asks of a file that was handed in before. It can only be decided for files that are kept here.
public struct SourceLimit: Sendable, Equatable {
    /// The id of the uploaded file.
    public var file: String
    public var mostBytes: Int?
    public var leastSeconds: Int?
    public var mostSeconds: Int?
    /// What a job says that fails on account of it.
    public var message: String

    public init(
        file: String, mostBytes: Int? = nil, leastSeconds: Int? = nil, mostSeconds: Int? = nil, message: String
    ) {
        self.file = file
        self.mostBytes = mostBytes
        self.leastSeconds = leastSeconds
        self.mostSeconds = mostSeconds
        self.message = message
    }

    /// A file of unknown length in seconds may be of any.
    public func allows(_ file: UploadedFile) -> Bool {
        if let mostBytes, file.length > mostBytes { return false }
        guard let seconds = file.facts.seconds else { return true }
        return seconds >= Double(leastSeconds ?? 0) && seconds <= mostSeconds.map(Double.init) ?? .infinity
    }
}
