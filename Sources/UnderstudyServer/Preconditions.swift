import HTTPMessages
import Time

/// What an answer says of the state of its file, for a client to ask later whether that still holds (RFC 9110 §8.8). Read from the
/// headers that are **sent**, also where a rule has changed them, since a client knows no others.
struct Validators {
    private let headers: Headers
    /// What the answer's `Date` says.
    let date: Timestamp

    init(_ headers: Headers, date: Timestamp) {
        self.headers = headers
        self.date = date
    }

    // Read when a request asks: most put no condition.

    /// nil: none is sent.
    var tag: EntityTag? { headers["etag"].map(EntityTag.init) }
    /// In whole seconds; nil: none is sent.
    var modified: Timestamp? { headers["last-modified"].flatMap { Timestamp(httpDate: $0, now: date) } }

    /// Whether a part of the file as it is now fits to what the client has of it (RFC 9110 §13.1.5).
    func areCurrent(by condition: String?) -> Bool {
        guard let condition else { return true }
        if let time = Timestamp(httpDate: condition, now: date) { return time == modified && isModifiedLongAgo }
        return tag?.isSame(as: EntityTag(condition)) ?? false
    }

    /// Within one second a file may have been another one under the same date (RFC 9110 §8.8.2.2).
    private var isModifiedLongAgo: Bool {
        modified.map { $0.unixSeconds < date.unixSeconds } ?? false
    }
}

/// The conditions that a request puts on the file that it asks for, in the order of RFC 9110 §13.2.2.
enum Preconditions {
    enum Verdict: Equatable {
        case met
        /// 412: the client wants a file that is no more.
        case failed
        /// 304: the client has it.
        case notModified
    }

    static func verdict(on request: Request, _ current: Validators) -> Verdict {
        if let known = tags("if-match", request) {
            guard known.contains(current.tag, { $0.isSame(as: $1) }) else { return .failed }
        } else if let since = date("if-unmodified-since", request, current), let modified = current.modified {
            guard modified <= since else { return .failed }
        }
        if let known = tags("if-none-match", request) {
            return known.contains(current.tag, { $0.isAlike($1) }) ? .notModified : .met
        }
        if let since = date("if-modified-since", request, current), let modified = current.modified {
            return modified <= since ? .notModified : .met
        }
        return .met
    }

    private enum Known {
        /// `*`: whatever is there.
        case any
        case tags([EntityTag])

        func contains(_ tag: EntityTag?, _ matches: (EntityTag, EntityTag) -> Bool) -> Bool {
            switch self {
            case .any: true
            case .tags(let tags): tag.map { tag in tags.contains { matches($0, tag) } } ?? false
            }
        }
    }

    private static func tags(_ name: String, _ request: Request) -> Known? {
        let values = request.headers.all(name)
        guard !values.isEmpty else { return nil }
        return values == ["*"] ? .any : .tags(values.flatMap(EntityTag.list))
    }

    /// What is no single date counts as not there.
    private static func date(_ name: String, _ request: Request, _ current: Validators) -> Timestamp? {
        let values = request.headers.all(name)
        return values.count == 1 ? Timestamp(httpDate: values[0], now: current.date) : nil
    }
}
