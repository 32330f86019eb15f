import Core
import Time

/// When jobs that are queued begin to run: nothing else happens then, so it is noted for those who listen, and for them alone.
struct ExpectedStarts: Sendable {
    /// As many are waited for; of further ones nothing is told [chosen].
    static let most = 10_000

    private var line = Timeline<JobKey>()

    var next: Moment? { line.next }

    mutating func expect(_ job: JobKey, at moment: Moment) {
        guard line.count < Self.most else { return }
        line.add(job, at: moment)
    }

    /// Those that begin by then, in order of time.
    mutating func take(by now: Moment) -> [(key: JobKey, moment: Moment)] {
        var found: [(key: JobKey, moment: Moment)] = []
        while let moment = line.next, moment <= now, let ticket = line.nextTicket, let job = line.cancel(ticket) {
            found.append((job, moment))
        }
        return found
    }
}
