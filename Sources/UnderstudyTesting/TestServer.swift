import Foundation
import HTTPMessages
import UnderstudyServer

/// An Understudy for one test.
public protocol TestServer: AnyObject, Sendable {
    /// `http://127.0.0.1:PORT`; providers are at `url/<provider>`.
    var url: String { get }
    /// Sends a request without waiting for its answer. `request.path` begins with the provider: `/getimg/v2/models`.
    func begin(_ request: Request) -> Pending
    func stop()
}

extension TestServer {
    /// Sends a request and waits for its answer.
    public func send(_ request: Request) throws -> Received {
        try begin(request).received()
    }

    /// Moves the clock through the control API, and returns when all that fell due was done.
    public func advance(_ span: String, whenHeld held: Int? = nil) throws {
        let condition = held.map { ",\"when_held\":\($0)" } ?? ""
        let answer = try send(
            Request(
                method: "POST", path: "/_understudy/sandboxes/default/clock", headers: ["host": "127.0.0.1"],
                body: Array("{\"advance\":\"\(span)\"\(condition)}".utf8)))
        guard answer.status == 200 else { throw TestFailure(String(decoding: answer.body, as: UTF8.self)) }
    }
}

public struct TestFailure: Error, CustomStringConvertible {
    public var description: String

    public init(_ description: String) {
        self.description = description
    }
}

/// An answer as a client got it.
public struct Received: Sendable {
    public var status: Int
    public var headers: Headers
    public var body: [UInt8]
}

/// An answer that may still be on its way.
public final class Pending: @unchecked Sendable {  // Everything mutable is behind the condition.
    private let condition = NSCondition()
    private var result: Result<Received, any Error>?
    private var hangUp: (() -> Void)?

    /// Whether the answer is there.
    public var isDone: Bool {
        condition.withLock { result != nil }
    }

    /// Waits for the answer.
    public func received() throws -> Received {
        try condition.withLock {
            while result == nil { condition.wait() }
            return try result!.get()
        }
    }

    /// Hangs up: the answer is not wanted any more, and `received` throws. Does nothing when it is there.
    public func abandon() {
        guard !isDone else { return }
        end(.failure(TestFailure("the request was abandoned")))
        condition.withLock { hangUp }?()
    }

    func whenAbandoned(_ action: @escaping () -> Void) {
        condition.withLock { hangUp = action }
    }

    func end(_ result: Result<Received, any Error>) {
        condition.withLock {
            if self.result == nil { self.result = result }
            condition.broadcast()
        }
    }
}
