import Basics
import Core
import Media

extension Sandbox {
    /// What is asked for, fitted to the file that it is made from: the first of its places at which this server knows one.
    ///
    /// - Parameter jobs: those that it names, in the order of `namedJobs`.
    func fitted(_ creation: Creation, among jobs: [Job?]) -> Creation {
        guard let origin = creation.origin else { return creation }
        let named = creation.namedJobs
        for place in origin.places {
            switch place {
            case .file(let id, let index):
                guard let job = zip(named, jobs).first(where: { $0.0 == id })?.1, let asset = job.asset(index) else {
                    continue
                }
                return creation.made(from: asset.facts)
            case .upload(let id):
                guard let file = uploads.withLock({ $0[id] }) else { continue }
                return creation.made(from: file.facts)
            }
        }
        return creation
    }
}

extension MediaFacts {
    /// What the bytes of a file say; nothing of a kind that is not known.
    init(of bytes: [UInt8]) {
        if let film = MP4.Facts(of: bytes) {
            self.init(
                size: film.size.map { PixelSize(width: $0.width, height: $0.height) }, seconds: film.seconds,
                framesPerSecond: film.framesPerSecond, hasSound: film.hasSound)
        } else if let size = Dimensions(ofStill: bytes) {
            self.init(size: PixelSize(width: size.width, height: size.height))
        } else {
            self.init(seconds: WAV.seconds(of: bytes) ?? MP3.seconds(of: bytes))
        }
    }
}
