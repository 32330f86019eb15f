import Foundation
import Glibc

/// What this process has of the system. Only a process without other tests in it can tell anything by that.
public enum OwnProcess {
    /// Dispatch, which runs the tests, opens descriptors of its own when it first needs them: from here on it has them.
    public static func settle() {
        let rung = DispatchSemaphore(value: 0)
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(1)) { rung.signal() }
        rung.wait()
    }

    /// What kind of file each open descriptor stands for.
    public static var openFiles: [String] {
        entries(of: "/proc/self/fd").compactMap {
            let file = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
            return file?.replacing(/[0-9]+/, with: "")
        }.sorted()
    }

    /// What is open now and was not then.
    public static func opened(since files: [String]) -> [String] {
        files.reduce(into: openFiles) { left, file in
            if let place = left.firstIndex(of: file) { left.remove(at: place) }
        }
    }

    /// What the threads are called that have not ended, but for those that run the test.
    public static var threads: [String] {
        let own = name("/proc/self/comm")
        return entries(of: "/proc/self/task").map { name("/proc/self/task/\($0)/comm") }.filter {
            // A thread that ended meanwhile has no name; Dispatch calls its own by the ends of theirs.
            !["", own].contains($0) && !$0.contains("default-qos") && !$0.contains("overcommit")
                && !$0.contains("manager")
        }.sorted()
    }

    /// Lets the process open so many descriptors more, for good.
    public static func leaveDescriptors(_ count: Int) {
        let end = rlim_t(endOfFree(count))
        var limit = rlimit(rlim_cur: end, rlim_max: end)
        setrlimit(resource, &limit)
    }

    /// The same, for as long as the body takes.
    public static func withDescriptors<Result>(left count: Int, _ body: () throws -> Result) rethrows -> Result {
        var before = rlimit()
        getrlimit(resource, &before)
        var limit = rlimit(rlim_cur: rlim_t(endOfFree(count)), rlim_max: before.rlim_max)
        setrlimit(resource, &limit)
        defer { setrlimit(resource, &before) }
        return try body()
    }

    /// The number behind so many that no open descriptor has: a limit goes by numbers.
    private static func endOfFree(_ count: Int) -> Int {
        let taken = Set(entries(of: "/proc/self/fd").compactMap { Int($0) })
        return (0...).lazy.filter { !taken.contains($0) }.prefix(count + 1).reduce(0) { $1 }
    }

    private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)

    private static func entries(of folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }

    private static func name(_ file: String) -> String {
        String(((try? String(contentsOfFile: file, encoding: .utf8)) ?? "").dropLast())
    }
}
