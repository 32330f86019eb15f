import Glibc
import UnderstudyServer

extension Service {
    /// Waits until nothing is under way, so that what clients have begun is judged as it ended.
    ///
    /// - Parameter milliseconds: how long at most, in real time.
    func settle(within milliseconds: Int) {
        for _ in 0..<milliseconds where !isQuiet { usleep(1_000) }
    }
}
