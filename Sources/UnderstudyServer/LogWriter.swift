import Basics
import MicroHTTP

/// Writes the lines of a log on a thread of its own, so that nobody who logs waits for whoever reads: a pipe that is not read would
/// stop a server after 64 KiB. Lines that find no room are dropped, counted, and told of as soon as there is room again.
public final class LogWriter: Sendable {
    private struct Contents: Sendable {
        var text: [UInt8] = []
        var dropped = 0
        /// The thread is at work, or will be.
        var isWriting = false
    }

    /// Bytes that wait to be written [chosen].
    public static let room = 1 << 20

    private let contents = Lock(Contents())
    private let worker: Worker
    private let write: @Sendable ([UInt8]) -> Void
    private let lineOfDropped: @Sendable (Int) -> String

    /// - Parameters:
    ///   - lineOfDropped: the line that tells how many are missing.
    ///   - write: writes bytes, however long that takes.
    public init(
        lineOfDropped: @escaping @Sendable (Int) -> String, write: @escaping @Sendable ([UInt8]) -> Void
    ) throws(StartFailure) {
        self.lineOfDropped = lineOfDropped
        self.write = write
        worker = try Worker(name: "log")
    }

    /// Whether everything is written.
    public var isDone: Bool { contents.withLock { !$0.isWriting } }

    /// Any thread; never waits.
    ///
    /// - Parameter line: without its end.
    public func append(_ line: String) {
        let begins = contents.withLock { contents in
            guard contents.text.count + line.utf8.count < Self.room else {
                contents.dropped += 1
                return false
            }
            contents.text.append(contentsOf: line.utf8)
            contents.text.append(UInt8(ascii: "\n"))
            defer { contents.isWriting = true }
            return !contents.isWriting
        }
        if begins { worker.perform({ [self] in writeAll() }, orElse: {}) }
    }

    private func writeAll() {
        while true {
            let next = contents.withLock { contents -> (text: [UInt8], dropped: Int)? in
                guard !contents.text.isEmpty || contents.dropped > 0 else {
                    contents.isWriting = false
                    return nil
                }
                defer { (contents.text, contents.dropped) = ([], 0) }
                return (contents.text, contents.dropped)
            }
            guard let (text, dropped) = next else { return }
            write(dropped == 0 ? text : text + Array((lineOfDropped(dropped) + "\n").utf8))
        }
    }
}
