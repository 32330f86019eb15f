import Basics
import Synchronization

/// What all sandboxes of a server hold of one kind, with a bound over all of them.
public final class SharedBytes: Sendable {
    /// As much may be held together.
    public let most: Int
    private let held = Atomic<Int>(0)
    private let isTold = Atomic<Bool>(false)
    private let over = Lock<(@Sendable () -> Void)?>(nil)

    init(most: Int) {
        self.most = most
    }

    /// Who makes room: called when the bound is passed, and again only after `relieved`. It is called under locks.
    func whenOver(_ action: @escaping @Sendable () -> Void) { over.withLock { $0 = action } }

    /// By how much the bound is passed; 0 while it is not.
    public var excess: Int { max(0, held.load(ordering: .relaxed) - most) }

    func change(by bytes: Int) {
        let held = held.add(bytes, ordering: .relaxed).newValue
        if held > most, !isTold.exchange(true, ordering: .relaxed) { over.withLock { $0 }?() }
    }

    /// Somebody has made room.
    public func relieved() { isTold.store(false, ordering: .relaxed) }
}

/// The bounds that sandboxes of a server share (architecture.md §1).
public struct SharedBounds: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case requests, jobs, uploads
    }

    public let requests: SharedBytes
    public let jobs: SharedBytes
    public let uploads: SharedBytes

    /// 128 MiB of requests, 256 MiB of jobs and of uploads [chosen].
    public init(requests: Int = 128 << 20, jobs: Int = 256 << 20, uploads: Int = 256 << 20) {
        self.requests = SharedBytes(most: requests)
        self.jobs = SharedBytes(most: jobs)
        self.uploads = SharedBytes(most: uploads)
    }

    /// Who makes room: called when a bound is passed, and again only after that kind was `relieved`. It is called under locks.
    public func whenOver(_ action: @escaping @Sendable (Kind) -> Void) {
        for kind in Kind.allCases { self[kind].whenOver { action(kind) } }
    }

    public subscript(kind: Kind) -> SharedBytes {
        switch kind {
        case .requests: requests
        case .jobs: jobs
        case .uploads: uploads
        }
    }
}
