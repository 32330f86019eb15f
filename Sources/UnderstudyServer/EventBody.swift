import Basics
import Core
import HTTPMessages
import Scenario

/// A stream of events on its way out, its pauses in scenario time.
final class EventBody: BodyStream {
    private struct Progress: Sendable {
        var player: EventStreamPlayer
        var reader: PartReader?
    }

    let length: Int? = nil
    private let job: Job
    private let files: AssetFiles
    private let waker: ScenarioWaker
    private let change: AssetDirective?
    private let progress: Lock<Progress>

    init(_ player: EventStreamPlayer, of job: Job, files: AssetFiles, change: AssetDirective?, waker: ScenarioWaker) {
        self.job = job
        self.files = files
        self.waker = waker
        self.change = change
        progress = Lock(Progress(player: player), rank: .body)
    }

    func next(atMost limit: Int) -> BodyPiece {
        progress.withLock { progress in
            while true {
                if let piece = progress.reader?.next(atMost: limit) { return .bytes(piece) }
                switch progress.player.next() {
                case .part(let part, let most):
                    // It was there when the answer began, so a part without a file is a fault of our own.
                    guard let filled = files.filled(part, of: job, change: change) else { return .failure }
                    progress.reader = PartReader(
                        filled, atMost: most, splitsCharacters: progress.player.splitsCharacters)
                case .pause(let pause):
                    if progress.player.isIdle { waker.nextIsIdle() }
                    return .pause(pause ?? Self.forEver)
                case .end: return .end
                case .failure: return .failure
                }
            }
        }
    }

    /// Past the end of scenario time, from wherever it is counted.
    private static let forEver = Duration.nanoseconds(Int64.max)
}
