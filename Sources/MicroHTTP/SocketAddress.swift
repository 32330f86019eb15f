import CMicroHTTPD
import Glibc

/// An address to listen on.
struct SocketAddress: Sendable {
    private let storage: sockaddr_storage
    private let length: socklen_t
    private let family: Int32
    /// As configured; an IPv6 address without brackets.
    let host: String

    /// The first that a host stands for, numeric or a name.
    static func first(of host: String, port: Int) throws(ListenFailure) -> SocketAddress {
        var hints = unsafe addrinfo()
        unsafe hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = unsafe getaddrinfo(host, String(port), &hints, &list)
        guard code == 0, let entry = unsafe list else {
            let text = unsafe String(cString: gai_strerror(code))
            throw ListenFailure(address: host, port: port, reason: "cannot be used: \(text)")
        }
        defer { unsafe freeaddrinfo(entry) }
        guard let address = unsafe SocketAddress(entry.pointee, host: host) else {
            throw ListenFailure(address: host, port: port, reason: "cannot be used: it is no address")
        }
        return address
    }

    private init?(_ entry: addrinfo, host: String) {
        guard let address = unsafe entry.ai_addr else { return nil }
        guard unsafe entry.ai_addrlen <= MemoryLayout<sockaddr_storage>.size else { return nil }
        var storage = sockaddr_storage()
        unsafe withUnsafeMutableBytes(of: &storage) { bytes in
            unsafe bytes.copyMemory(from: UnsafeRawBufferPointer(start: address, count: Int(entry.ai_addrlen)))
        }
        self.storage = storage
        length = unsafe entry.ai_addrlen
        family = unsafe entry.ai_family
        self.host = host
    }

    /// What a socket was bound to: with a port, where any free one was asked for.
    private init(of socket: Int32, like wanted: SocketAddress) throws(SystemError) {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = unsafe withUnsafeMutableBytes(of: &storage) { bytes in
            unsafe getsockname(socket, bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self), &length)
        }
        guard result == 0 else { throw .last }
        (self.storage, self.length, family, host) = (storage, length, wanted.family, wanted.host)
    }

    /// It lies at the same place in both families, in network order.
    var port: Int { unsafe withUnsafeBytes(of: storage) { unsafe Int($0[2]) << 8 | Int($0[3]) } }

    /// Binds and listens. An answer that the client does not read is given up after `sendTimeout`.
    func listen(sendTimeout: Duration) throws(SystemError) -> ListeningSocket {
        let socket = Glibc.socket(
            family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard socket >= 0 else { throw .last }
        do throws(SystemError) {
            set(socket, SOL_SOCKET, SO_REUSEADDR, 1)
            if family == AF_INET6 { set(socket, Int32(IPPROTO_IPV6), IPV6_V6ONLY, 1) }
            // Connections inherit both.
            set(socket, Int32(IPPROTO_TCP), TCP_USER_TIMEOUT, Int32(clamping: sendTimeout.components.seconds * 1000))
            set(socket, Int32(IPPROTO_TCP), TCP_NODELAY, 1)
            try bind(socket)
            guard Glibc.listen(socket, 4096) == 0 else { throw SystemError.last }
            return ListeningSocket(descriptor: socket, address: try SocketAddress(of: socket, like: self))
        } catch {
            close(socket)
            throw error
        }
    }

    private func set(_ socket: Int32, _ level: Int32, _ option: Int32, _ value: Int32) {
        var value = value
        unsafe setsockopt(socket, level, option, &value, socklen_t(MemoryLayout<Int32>.size))
    }

    private func bind(_ socket: Int32) throws(SystemError) {
        let result = unsafe withUnsafeBytes(of: storage) { bytes in
            unsafe Glibc.bind(socket, bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self), length)
        }
        guard result == 0 else { throw .last }
    }
}
