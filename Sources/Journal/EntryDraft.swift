import Documents
import HTTPMessages
import Time

/// What is to be entered in a journal, its longer texts in rows of bytes already: making it needs no lock, entering it copies a
/// row or two.
public struct EntryDraft: Sendable {
    let facts: EntryFacts
    let kind: EntryKind
    let texts: [UInt8]
    let answer: AnswerDraft?

    /// - Parameters:
    ///   - load: when the scenario was loaded that it came in under.
    ///   - provider: nil where none was meant.
    ///   - phase: the name of the scenario's phase that it came in.
    ///   - body: the request's body as it was read, where it is JSON.
    ///   - cover: takes the secrets out of the request.
    ///   - bodyLimit: how many bytes of the request's body are kept.
    ///   - answer: nil while the request is held.
    public init(
        at: Moment, since load: Moment = .zero, time: Timestamp, provider: String?, step: String?, account: String?,
        model: String?, job: String?, phase: String? = nil, evidence: EntryEvidence = EntryEvidence(),
        request: borrowing Request, body: Node? = nil, cover: SecretCover = SecretCover(), bodyLimit: Int = .max,
        fired: [JournalEntry.Firing] = [], unseen: [JournalEntry.Unseen] = [], delay: Duration = .zero,
        answer: AnswerDraft? = nil
    ) {
        facts = EntryFacts(
            at: at, load: load, time: time, delay: delay, fired: fired, unseen: unseen, evidence: evidence)
        kind = EntryKind(
            provider: provider, step: step, account: account, model: model, phase: phase, method: request.method,
            peer: request.peer)
        texts =
            if let covered = cover.covered(request, body: body, limit: bodyLimit) {
                TextRow.bytes(of: covered, job: job, bodyLimit: bodyLimit)
            } else {
                TextRow.bytes(of: request, job: job, bodyLimit: bodyLimit)
            }
        self.answer = answer
    }
}

/// The answer to a request, for its entry.
public struct AnswerDraft: Sendable {
    let status: Int
    let moment: Moment
    let texts: [UInt8]

    /// - Parameters:
    ///   - job: the job that it is about; nil: the one that the request was about.
    ///   - status: 0 where none was sent.
    ///   - body: empty for files.
    ///   - moment: when it was handed over.
    public init(job: String? = nil, status: Int, headers: Headers = [:], body: [UInt8] = [], at moment: Moment) {
        self.status = status
        self.moment = moment
        texts = TextRow.bytes(job: job, headers: headers, body: body)
    }
}

/// What an entry has for itself, beside its texts.
struct EntryFacts: Sendable {
    let at: Moment
    let load: Moment
    let time: Timestamp
    var delay: Duration
    var fired: [JournalEntry.Firing]
    var unseen: [JournalEntry.Unseen]
    var evidence: EntryEvidence

    /// Roughly what they occupy beside the entry itself.
    var weight: Int {
        fired.count * MemoryLayout<JournalEntry.Firing>.stride + unseen.count * MemoryLayout<JournalEntry.Unseen>.stride
            + (evidence.why?.utf8.count ?? 0)
    }
}

/// What is known of a request when its answer is, of one that was entered before.
public struct LateFacts: Sendable {
    let fired: [JournalEntry.Firing]
    let unseen: [JournalEntry.Unseen]
    let delay: Duration
    let evidence: EntryEvidence

    public init(
        fired: [JournalEntry.Firing] = [], unseen: [JournalEntry.Unseen] = [], delay: Duration = .zero,
        evidence: EntryEvidence = EntryEvidence()
    ) {
        self.fired = fired
        self.unseen = unseen
        self.delay = delay
        self.evidence = evidence
    }
}

/// What an entry has in common with many others.
struct EntryKind: Sendable, Equatable {
    let provider: String?
    let step: String?
    let account: String?
    let model: String?
    let phase: String?
    let method: String
    let peer: String
}
