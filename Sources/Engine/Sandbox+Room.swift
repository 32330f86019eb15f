import Basics
import Journal

extension Sandbox {
    /// What it holds of a kind, roughly.
    public func bytes(of kind: SharedBounds.Kind) -> Int {
        switch kind {
        case .requests: journal.withLock { $0.byteCount }
        case .jobs: store.census.bytes
        case .uploads: uploads.withLock { $0.bytes }
        }
    }

    /// Lets the oldest go, which is counted, so that other sandboxes have room.
    ///
    /// - Parameter bytes: roughly how much is to become free.
    public func makeRoom(of kind: SharedBounds.Kind, _ bytes: Int) {
        switch kind {
        case .requests: changeJournal { $0.trim(toBytes: max(0, $0.byteCount - bytes)) }
        case .jobs: store.makeRoom(bytes, at: now)
        case .uploads: changeUploads { $0.makeRoom(bytes) }
        }
    }

    /// Changes the journal, and what all sandboxes hold of requests with it.
    func changeJournal<Result: Sendable>(_ change: (inout Journal) -> Result) -> Result {
        let (result, growth) = journal.withLock { journal in
            let before = journal.byteCount
            let result = change(&journal)
            return (result, journal.byteCount - before)
        }
        shared?.requests.change(by: growth)
        return result
    }
}
