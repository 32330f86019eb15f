import CMicroHTTPD
import Glibc

/// How many connections the process may have open.
enum DescriptorLimit {
    /// Left for files, listening sockets and other clients of the process [chosen].
    private static let reserve = 64

    /// Raises the soft limit to the hard one.
    static func raise() -> Int {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1024 - reserve }
        limit.rlim_cur = limit.rlim_max
        unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return max(16, Int(clamping: limit.rlim_cur) - reserve)
    }
}
