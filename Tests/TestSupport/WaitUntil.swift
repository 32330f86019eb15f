import Foundation
import Glibc

/// Waits for something that a real server does soon, and throws when it never comes.
public func waitUntil(_ condition: () throws -> Bool) throws {
    guard try eventually(condition) else { throw NeverCame() }
}

/// Asks again and again until something is so that other threads bring about, for twenty seconds at most; whether it was.
public func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
    let limit = Date().addingTimeInterval(20)
    while Date() < limit {
        if try condition() { return true }
        sched_yield()
    }
    return try condition()
}

public struct NeverCame: Error {}
