/// The server could not start; its description is one sentence for the user.
public enum StartFailure: Error, Sendable, Equatable, CustomStringConvertible {
    case port(ListenFailure)
    /// The system did not give what the server cannot do without, such as a thread, and said why.
    case system(wanted: String, reason: String)

    public var description: String {
        switch self {
        case .port(let failure): failure.description
        case .system(let wanted, let reason): "the system gave no \(wanted): \(reason)"
        }
    }

    init(_ wanted: String, _ error: SystemError) {
        self = .system(wanted: wanted, reason: error.textWithHint)
    }
}
