import Basics
public import Core
import DialectKit
import Digests
import Engine
public import Scenario

/// What a command that runs against the server needs, and what is asked when it has ended.
extension Service {
    /// How a command finds the providers: each at its own port where it has one in `default`, else below the main one.
    public var commandEnvironment: CommandEnvironment {
        let own = ports.map { (provider: $0.name, url: $0.host) }
        return understudy.environment(
            of: understudy.standard, at: url,
            zip(Provider.allCases, providers).map { provider, address in
                (provider, own.first { $0.provider == provider.rawValue }?.url ?? address.host)
            })
    }

    /// Whether nothing is under way in `default`: no request is being answered or held, no webhook is in flight.
    public var isQuiet: Bool { understudy.standard.isQuiet }

    /// The scenario that plays in `default`.
    public var scenario: Scenario { understudy.standard.scenario }

    /// The files of all jobs of `default` that have completed: the job's id by the file's SHA-256. They are made for that.
    public func madeFiles() -> [[UInt8]: String] {
        var (made, next): ([[UInt8]: String], Int?) = ([:], 0)
        while let place = next {
            let page = Lock<Sandbox.Jobs?>(nil)
            understudy.standard.jobs(
                .oldest, after: place, most: Self.page, where: { $0.job.hasCompleted(at: $0.moment) }
            ) {
                jobs in page.withLock { $0 = jobs }
            }
            let jobs = page.withLock { $0 }
            next = jobs?.next
            for job in (jobs?.jobs ?? []).map(\.job) {
                for plan in job.request.assets.indices.compactMap({ MediaPlan(job, $0) }) {
                    made[(understudy.files.known(plan) ?? plan.make()).sha256] = job.id
                }
            }
        }
        return made
    }

    /// Jobs that are looked at in one go [chosen].
    private static let page = 1_000
}

extension MediaFile {
    /// Hashed piece by piece: a long one is never whole in memory.
    fileprivate var sha256: [UInt8] {
        let piece = 1 << 20
        var hash = SHA256()
        for start in stride(from: 0, to: length, by: piece) { hash.update(bytes(start..<min(length, start + piece))) }
        return hash.finish().bytes
    }
}
