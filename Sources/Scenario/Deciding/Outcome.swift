import Core

/// What came of a request, as far as it decides which aspects of a decision show (language.md §2.5).
public struct Outcome: Sendable, Equatable {
    /// Whose words the answer is in.
    public enum Speaker: Sendable, Equatable {
        /// The provider's, to a request that it accepts.
        case provider
        /// `error`
        case error
        /// `rate_limit`
        case rateLimit
        /// `visibility_delay`: the job or the file is not to be seen yet.
        case visibilityDelay
        /// `http_error`
        case page
        case redirect
        /// A link has ended, and a `signed_url` rule said when or how.
        case endedLink
        /// A check of the provider's own refuses it.
        case check
    }

    public var speaker: Speaker
    /// A new job came of it.
    public var isCommitted: Bool
    /// The answer has the links of a job.
    public var hasLinks: Bool
    /// The answer has files of a job, whole or in part.
    public var hasFiles: Bool
    /// The answer is a stream of events.
    public var isStream: Bool
    /// False where the answer ended before the limit of the fault.
    public var faultCame = true
    /// The job comes into being when the end of the answer goes out, if it does.
    public var commitsAtEnd = false

    public init(
        _ speaker: Speaker, isCommitted: Bool = false, hasLinks: Bool = false, hasFiles: Bool = false,
        isStream: Bool = false
    ) {
        self.speaker = speaker
        self.isCommitted = isCommitted
        self.hasLinks = hasLinks
        self.hasFiles = hasFiles
        self.isStream = isStream
    }
}

/// Whether an aspect that was decided shows.
public enum Showing: Sendable, Equatable {
    case shows
    /// Nothing stands in its way, but there was nothing for it to do. Why, in words.
    case waits(String)
    /// Something else of the same exchange comes before it. What, in words.
    case masked(String)
}

extension Decision {
    /// Which of the aspects that were decided show: in the order of `fired`.
    public func showings(of outcome: Outcome, at step: Step) -> [Showing] {
        let fault = fired.first { Self.part(of: $0.aspect) == .fault }.flatMap { hidesAnswer ? $0.aspect : nil }
        return fired.map { showing(of: $0.aspect, outcome, at: step, hiddenBy: fault) }
    }

    /// Those of the rules that have come about in the job of a create, whatever becomes of its answer.
    public var rulesOfMadeJob: [String] {
        fired.filter { [.job, .visibility].contains(Self.part(of: $0.aspect)) }.map(\.rule)
    }

    /// What an aspect is about, as far as that decides when it shows.
    enum Part: Equatable {
        /// It concerns the connection, and comes about later than the answer, if at all.
        case connection
        /// It comes about before or behind whatever is answered.
        case exchange
        case fault
        /// The job that a create makes.
        case job
        /// The answer, in whose words it may be.
        case answer
        case words(Outcome.Speaker)
        case stream, files, links
        case visibility
    }

    private static func part(of aspect: String) -> Part {
        parts[aspect] ?? .fault
    }

    /// Every aspect that is no fault of one answer.
    static let parts: [String: Part] = [
        Aspect.closeIdle.name: .connection, Aspect.closeOnReuse.name: .connection, Aspect.upload.name: .connection,
        Aspect.expectContinue.name: .connection, Aspect.latency.name: .exchange, Aspect.webhook.name: .exchange,
        Aspect.job.name: .job,
        Aspect.clockSkew.name: .answer, Aspect.replace.name: .answer, Aspect.patch.name: .answer,
        Aspect.charset.name: .answer, Aspect.compress.name: .answer, Aspect.slicer.name: .answer,
        Aspect.bandwidth.name: .answer, Aspect.error.name: .words(.error),
        Aspect.httpError.name: .words(.page), Aspect.redirect.name: .words(.redirect),
        Aspect.rateLimit.name: .words(.rateLimit), Aspect.visibilityDelay.name: .visibility,
        Aspect.sse.name: .stream, Aspect.asset.name: .files, Aspect.signedURL.name: .links,
    ]

    private func showing(of aspect: String, _ outcome: Outcome, at step: Step, hiddenBy fault: String?) -> Showing {
        let hidden = fault.map { Showing.masked("`\($0)` shows nothing of the answer") }
        switch Self.part(of: aspect) {
        case .exchange: return .shows
        case .connection: return .waits("it is about the connection, and comes later")
        case .fault: return outcome.faultCame ? .shows : .waits("the answer ends before its limit")
        case .job: return made(outcome, fault)
        case .answer: return hidden ?? .shows
        case .words(let speaker):
            guard outcome.speaker != speaker else { return hidden ?? .shows }
            return outcome.speaker == .provider ? .waits(Self.silence(of: speaker)) : .masked(words(of: outcome))
        case .visibility where step == .poll:
            if outcome.speaker == .visibilityDelay { return hidden ?? .shows }
            return outcome.speaker == .provider
                ? .waits("the job is older than that") : .masked(words(of: outcome))
        case .visibility: return made(outcome, fault)
        case .stream:
            guard outcome.speaker == .provider else { return .masked(words(of: outcome)) }
            return hidden ?? (outcome.isStream ? .shows : .waits("the answer is no stream"))
        case .files: return kept(outcome, at: step, hidden, shows: outcome.hasFiles, "the job's files come later")
        case .links: return kept(outcome, at: step, hidden, shows: outcome.hasLinks, "the job's links come later")
        }
    }

    /// Of an aspect that stays with the job.
    private func kept(
        _ outcome: Outcome, at step: Step, _ hidden: Showing?, shows: Bool, _ later: String
    ) -> Showing {
        if step == .download {
            switch outcome.speaker {
            case .provider, .visibilityDelay, .endedLink: return hidden ?? (shows ? .shows : .waits("the link is good"))
            case .error, .rateLimit, .page, .redirect, .check: return .masked(words(of: outcome))
            }
        }
        let isMade = StepSet.made.contains(StepSet(step))
        if isMade, outcome.commitsAtEnd { return .waits(Self.atEnd) }
        guard isMade ? outcome.isCommitted : outcome.speaker == .provider else {
            return .masked(isMade ? whyNoJob(outcome, nil) : words(of: outcome))
        }
        return shows && hidden == nil ? .shows : .waits(later)
    }

    private static let atEnd = "the job comes with the end of the stream, if that goes out"

    /// Of an aspect of the job that a create makes.
    private func made(_ outcome: Outcome, _ fault: String?) -> Showing {
        if outcome.commitsAtEnd { return .waits(Self.atEnd) }
        return outcome.isCommitted ? .shows : .masked(whyNoJob(outcome, fault))
    }

    private func whyNoJob(_ outcome: Outcome, _ fault: String?) -> String {
        guard outcome.speaker == .provider else { return words(of: outcome) }
        let lost = commits ? nil : fault ?? fired.first { Self.part(of: $0.aspect) == .fault }?.aspect
        return lost.map { "no job comes of it: `\($0)` without `commit: true`" } ?? "the job was there before"
    }

    /// Nothing was refused or sent elsewhere.
    private static func silence(of speaker: Outcome.Speaker) -> String {
        switch speaker {
        case .rateLimit: "the limit was not reached"
        case .redirect: "the client has come back by it"
        case .provider, .error, .visibilityDelay, .page, .endedLink, .check: "there was nothing to refuse"
        }
    }

    private func words(of outcome: Outcome) -> String {
        switch outcome.speaker {
        case .error: "`\(Aspect.error.name)` comes before it"
        case .rateLimit: "`\(Aspect.rateLimit.name)` comes before it"
        case .page: "`\(Aspect.httpError.name)` comes before it"
        case .redirect: "`\(Aspect.redirect.name)` comes before it"
        case .visibilityDelay: "the job is not to be seen yet"
        case .endedLink: "the link has ended"
        case .check: "the provider refuses the request before"
        case .provider: "the provider answers"
        }
    }
}

extension Decision {
    /// What comes of a request that the provider accepts, where nothing but these rules speaks.
    ///
    /// - Parameter limitsFirst: whether the provider looks at its rate limit before it would give the scripted error.
    func expectedOutcome(at step: Step, limitsFirst: Bool) -> Outcome {
        let isMade = StepSet.made.contains(StepSet(step))
        let isLimited = rateLimit?.limit == .always
        let speaker: Outcome.Speaker =
            if httpError != nil {
                .page
            } else if redirect != nil {
                .redirect
            } else if isLimited, error == nil || limitsFirst {
                .rateLimit
            } else if error != nil {
                .error
            } else {
                .provider
            }
        let isRefused = error != nil || isLimited
        return Outcome(
            speaker, isCommitted: isMade && commits && !isRefused && (speaker == .provider || speaker == .page),
            isStream: step == .stream && !ignoresStream)
    }
}
