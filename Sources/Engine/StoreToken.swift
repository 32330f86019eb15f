import Basics

/// The promise of a value that a store fetches. Any thread.
public final class StoreToken<Value: Sendable>: Sendable {
    private enum State: Sendable {
        case open
        case awaited(@Sendable (Value) -> Void)
        case resolved(Value)
    }

    private let state = Lock(State.open)

    public init() {}

    /// The value is there. Called once, by the store.
    public func resolve(_ value: Value) {
        let waiting: (@Sendable (Value) -> Void)? = state.withLock { state in
            defer { state = .resolved(value) }
            if case .awaited(let then) = state { return then }
            return nil
        }
        waiting?(value)
    }

    /// Calls back with the value: at once when it is there. Called once, by whoever needs it.
    public func whenResolved(_ then: @escaping @Sendable (Value) -> Void) {
        let value: Value? = state.withLock { state in
            if case .resolved(let value) = state { return value }
            state = .awaited(then)
            return nil
        }
        if let value { then(value) }
    }
}

extension Stored {
    /// What comes of the value: now when that is at hand, else later.
    public func flatMap<Other>(_ next: @escaping @Sendable (Value) -> Stored<Other>) -> Stored<Other> {
        switch self {
        case .now(let value): return next(value)
        case .later(let token):
            let other = StoreToken<Other>()
            token.whenResolved { value in next(value).whenThere { other.resolve($0) } }
            return .later(other)
        }
    }

    /// Calls back with the value: at once when it is at hand.
    public func whenThere(_ then: @escaping @Sendable (Value) -> Void) {
        switch self {
        case .now(let value): then(value)
        case .later(let token): token.whenResolved(then)
        }
    }
}
