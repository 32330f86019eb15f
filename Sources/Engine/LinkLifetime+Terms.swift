import DialectKit

extension LinkLifetime {
    /// Whether each reading shows the same link.
    var isFixed: Bool {
        switch self {
        case .fromEnd, .endless: true
        case .none, .fromReading: false
        }
    }

    /// nil: they have no end of their own.
    var duration: Duration? {
        switch self {
        case .none, .endless: nil
        case .fromEnd(let duration), .fromReading(let duration): duration
        }
    }
}
