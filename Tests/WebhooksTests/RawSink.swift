import Foundation

/// A receiver on a socket of its own that shows what came and answers with bytes as they are.
final class RawSink: @unchecked Sendable {  // Everything mutable is behind the condition.
    let port: Int
    var url: String { "http://127.0.0.1:\(port)" }
    private let listener: Int32
    private let condition = NSCondition()
    private var got: [String] = []
    private var accepted = 0
    private var wasClosed = false
    private var open: [Int32] = []
    private let answer: @Sendable (String) -> String
    private let isEndless, resets, isSilent, keepsAlive: Bool

    init(
        endless: Bool = false, resets: Bool = false, silent: Bool = false, keepsAlive: Bool = false,
        _ answer: @escaping @Sendable (String) -> String
    ) throws {
        self.answer = answer
        (isEndless, self.resets, isSilent, self.keepsAlive) = (endless, resets, silent, keepsAlive)
        (listener, port) = try Self.bound()
        listen(listener, 512)
        Thread.detachNewThread { [self] in acceptAll() }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
        for connection in open { close(connection) }
    }

    /// A port that nobody listens on.
    static let closedPort: Int = {
        guard let (socket, port) = try? bound() else { return 1 }
        close(socket)
        return port
    }()

    var requests: [String] { condition.withLock { got } }
    var connections: Int { condition.withLock { accepted } }

    func awaitConnection() {
        condition.withLock { while accepted == 0 { condition.wait() } }
    }

    /// Whether the other side closed before an endless answer had ended.
    func closedEarly() -> Bool {
        condition.withLock {
            while !wasClosed { condition.wait() }
            return true
        }
    }

    private static func bound() throws -> (Int32, Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) + getsockname(descriptor, address, &length)
            }
        }
        guard code == 0 else { throw CocoaError(.fileReadUnknown) }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }

    private func acceptAll() {
        while case let connection = accept(listener, nil, nil), connection >= 0 {
            _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
            condition.withLock {
                accepted += 1
                open.append(connection)
                condition.broadcast()
            }
            Thread.detachNewThread { [self] in serve(connection) }
        }
    }

    private func serve(_ connection: Int32) {
        repeat {
            guard !isSilent, let request = readRequest(connection) else { return }
            condition.withLock { got.append(request) }
            if resets {
                var lingering = linger(l_onoff: 1, l_linger: 0)
                setsockopt(connection, SOL_SOCKET, SO_LINGER, &lingering, socklen_t(MemoryLayout<linger>.size))
            } else {
                write(Array(answer(request).utf8), connection)
            }
            if isEndless { writeForEver(connection) }
        } while keepsAlive
        condition.withLock { open.removeAll { $0 == connection } }
        if !resets { shutdown(connection, Int32(SHUT_RDWR)) }
        close(connection)
    }

    private func readRequest(_ connection: Int32) -> String? {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            // Whoever speaks TLS gets an answer all the same.
            if bytes.first == 0x16 { return "" }
            let text = String(decoding: bytes, as: UTF8.self)
            if let end = text.range(of: "\r\n\r\n") {
                let length = text[..<end.lowerBound].components(separatedBy: "\r\n")
                    .first { $0.lowercased().hasPrefix("content-length:") }
                    .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
                if text[end.upperBound...].utf8.count >= length ?? 0 { return text }
            }
            let count = recv(connection, &piece, piece.count, 0)
            guard count > 0 else { return nil }
            bytes += piece.prefix(count)
        }
    }

    @discardableResult
    private func write(_ bytes: [UInt8], _ connection: Int32) -> Bool {
        bytes.isEmpty || send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }

    private func writeForEver(_ connection: Int32) {
        let piece = [UInt8](repeating: 120, count: 65_536)
        while write(piece, connection) {}
        condition.withLock {
            wasClosed = true
            condition.broadcast()
        }
    }
}

/// One value that a thread puts in and another waits for.
final class Pigeonhole<Value: Sendable>: @unchecked Sendable {  // The value is behind the condition.
    private let condition = NSCondition()
    private var value: Value?

    func put(_ value: Value) {
        condition.withLock {
            self.value = value
            condition.broadcast()
        }
    }

    func take() -> Value {
        condition.withLock {
            while value == nil { condition.wait() }
            return value!
        }
    }
}
