import Glibc

/// A bound, listening socket.
struct ListeningSocket {
    /// How often another free port is tried when IPv6 has the number in use [chosen].
    private static let attempts = 16

    let descriptor: Int32
    let address: SocketAddress

    var port: Int { address.port }

    /// One for each address that the host stands for, all on one port.
    static func open(host: String?, port: Int, sendTimeout: Duration) throws(ListenFailure) -> [ListeningSocket] {
        guard (0...65_535).contains(port) else {
            throw ListenFailure(
                address: host ?? "127.0.0.1", port: port, reason: "cannot be used: no port has that number")
        }
        if let host, host != "localhost" {
            return [try listen(on: SocketAddress.first(of: host, port: port), sendTimeout)]
        }
        for _ in 1..<attempts {
            if let pair = try pair(port: port, sendTimeout: sendTimeout) { return pair }
        }
        throw ListenFailure(address: "::1", port: port, reason: "cannot be used: no number is free on IPv4 and IPv6")
    }

    /// Listens once more on addresses that were had before, all of them or none. Nothing is looked up.
    static func reopen(
        _ addresses: [SocketAddress], sendTimeout: Duration
    ) throws(ListenFailure) -> [ListeningSocket] {
        var sockets: [ListeningSocket] = []
        do throws(ListenFailure) {
            for address in addresses { sockets.append(try listen(on: address, sendTimeout)) }
            return sockets
        } catch {
            close(sockets)
            throw error
        }
    }

    static func close(_ sockets: [ListeningSocket]) {
        for socket in sockets { Glibc.close(socket.descriptor) }
    }

    /// IPv4 and IPv6 on the same number; IPv4 alone where the machine has no IPv6; nil when another number may do.
    private static func pair(port: Int, sendTimeout: Duration) throws(ListenFailure) -> [ListeningSocket]? {
        let first = try listen(on: SocketAddress.first(of: "127.0.0.1", port: port), sendTimeout)
        do {
            let address = try SocketAddress.first(of: "::1", port: first.port)
            return [first, try address.listen(sendTimeout: sendTimeout)]
        } catch let error as SystemError where error.meansNoIPv6 {
            return [first]
        } catch {
            close([first])
            let failure = error as? SystemError
            if port == 0, failure?.number == EADDRINUSE { return nil }
            let reason = failure?.whyNotListening ?? "cannot be used"
            throw ListenFailure(address: "::1", port: port, reason: reason)
        }
    }

    private static func listen(
        on address: SocketAddress, _ sendTimeout: Duration
    ) throws(ListenFailure) -> ListeningSocket {
        do throws(SystemError) {
            return try address.listen(sendTimeout: sendTimeout)
        } catch {
            throw ListenFailure(address: address.host, port: address.port, reason: error.whyNotListening)
        }
    }
}
