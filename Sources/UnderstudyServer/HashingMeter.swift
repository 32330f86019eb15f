import Basics
import Digests
import HTTPMessages

/// Hashes a long body on its way.
final class HashingMeter: BodyMeter {
    private let hash = Lock(SHA256())

    func add(_ piece: [UInt8]) {
        hash.withLock { $0.update(piece) }
    }

    var digest: String {
        hash.withLock { hash in
            var end = hash
            return end.finish().hex
        }
    }
}
