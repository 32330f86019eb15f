import Foundation

/// Waits for something that a real server does soon, and throws when it never comes.
public func waitUntil(_ condition: () throws -> Bool) throws {
    let limit = Date().addingTimeInterval(20)
    while try !condition() {
        guard Date() < limit else { throw NeverCame() }
        sched_yield()
    }
}

public struct NeverCame: Error {}
