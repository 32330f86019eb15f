import DialectKit

extension LinkLifetime {
    /// Whether each reading shows the same link.
    var isFixed: Bool {
        if case .fromEnd = self { true } else { false }
    }

    var duration: Duration {
        switch self {
        case .none: .zero
        case .fromEnd(let duration), .fromReading(let duration): duration
        }
    }
}
