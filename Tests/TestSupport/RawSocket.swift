import Glibc

/// A blocking client socket that shows what really came over the wire: bytes, an orderly close, or a reset.
public final class RawSocket {
    public enum Ending: Sendable, Equatable {
        /// A FIN.
        case closed
        /// An RST.
        case reset
        /// Nothing came for so long that the test must have failed.
        case timedOut
    }

    public struct ConnectFailure: Error, Sendable {
        public var number: Int32
    }

    private let descriptor: Int32
    private var buffer: [UInt8] = []
    /// How the other side ended, once it did.
    public private(set) var ending: Ending?

    /// Connects over the loopback of IPv4 or IPv6.
    ///
    /// - Parameter patience: for what must come, in seconds: enough for the slowest build, a sanitizer's, on a machine that
    ///   others use too.
    public init(port: Int, overIPv6: Bool = false, patience: Int = 120) throws {
        descriptor = socket(overIPv6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var patience = timeval(tv_sec: patience, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let result = overIPv6 ? connectIPv6(port) : connectIPv4(port)
        if result != 0 { throw ConnectFailure(number: errno) }
    }

    deinit { close() }

    private var isOpen = true

    private func connectIPv4(_ port: Int) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    private func connectIPv6(_ port: Int) -> Int32 {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_port = in_port_t(port).bigEndian
        address.sin6_addr = in6addr_loopback
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in6>.size))
            }
        }
    }

    public func send(_ text: String) { send(Array(text.utf8)) }

    public func send(_ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return }
            sent += count
        }
    }

    /// One read; false when there will be no more.
    private func receive() -> Bool {
        guard ending == nil else { return false }
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        let count = recv(descriptor, &piece, piece.count, 0)
        if count > 0 {
            buffer += piece.prefix(count)
            return true
        }
        ending = count == 0 ? .closed : errno == EAGAIN ? .timedOut : .reset
        return false
    }

    /// The next so many bytes, or fewer when the other side ended.
    public func read(_ count: Int) -> [UInt8] {
        while buffer.count < count, receive() {}
        defer { buffer.removeFirst(min(count, buffer.count)) }
        return Array(buffer.prefix(count))
    }

    /// Everything up to and including a text, or all there is when it never comes.
    public func read(through text: String) -> String {
        let mark = Array(text.utf8)
        while true {
            if let end = buffer.firstRange(of: mark)?.upperBound { return String(decoding: read(end), as: UTF8.self) }
            if !receive() { return String(decoding: read(buffer.count), as: UTF8.self) }
        }
    }

    /// Everything until the other side ends.
    public func readToEnd() -> String {
        while receive() {}
        return String(decoding: read(buffer.count), as: UTF8.self)
    }

    /// Whether nothing can be read now: no byte, and no end.
    public var isSilent: Bool {
        guard buffer.isEmpty, ending == nil else { return false }
        var byte: UInt8 = 0
        return recv(descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT)) < 0 && errno == EAGAIN
    }

    /// Everything until the other side ends, as bytes.
    public func readAllBytes() -> [UInt8] {
        while receive() {}
        return read(buffer.count)
    }

    /// Sends FIN; the other direction stays open.
    public func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    public func close() {
        if isOpen { Glibc.close(descriptor) }
        isOpen = false
    }

    /// Closes with RST.
    public func abort() {
        var lingering = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &lingering, socklen_t(MemoryLayout<linger>.size))
        close()
    }
}
