import Core
import Scenario

/// What attempts are counted by.
enum AttemptKey: Sendable, Hashable {
    case request(Fingerprint)
    /// Requests about a job, of which only the step tells one from another.
    case job(JobKey, Step)

    /// One of so many heaps of about the same size.
    func bucket(of count: Int) -> Int {
        switch self {
        case .request(let fingerprint): fingerprint.bucket(of: count)
        case .job(let key, _): Int(key.mark % UInt64(count))
        }
    }
}
