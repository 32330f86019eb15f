import CMicroHTTPD
import Glibc

/// What the last failed system call of this thread said.
struct SystemError: Error, Equatable {
    let number: Int32

    static var last: SystemError { SystemError(number: errno) }

    var text: String {
        guard let message = unsafe strerror(number) else { return "error \(number)" }
        return unsafe String(cString: message)
    }

    /// With the limit that a person can raise, where it is one.
    var textWithHint: String {
        switch number {
        case EMFILE: "\(text); `ulimit -n` sets how many files a process may have open"
        case EAGAIN:
            "\(text); `ulimit -u` sets how many threads a user may have, and `ulimit -s` how much memory each takes"
        default: text
        }
    }

    /// The process or the system has no more of something, and may have some later.
    var meansShortage: Bool { [EMFILE, ENFILE, ENOBUFS, ENOMEM, ENOSPC].contains(number) }

    /// The machine has no IPv6, or no loopback address for it.
    var meansNoIPv6: Bool {
        [EAFNOSUPPORT, EADDRNOTAVAIL, EPROTONOSUPPORT, ENODEV].contains(number)
    }

    /// As the end of a sentence that begins with a port and an address.
    var whyNotListening: String {
        switch number {
        case EADDRINUSE: "is already in use"
        case EACCES, EPERM: "may not be used by this user"
        case EADDRNOTAVAIL: "cannot be used: this machine does not have the address"
        default: "cannot be used: \(textWithHint)"
        }
    }
}
