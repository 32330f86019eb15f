/// The file that a job is made from, and what the job takes over from it where this server knows it. Of any other file it knows
/// nothing: then all is as the request says, or as the provider has it by default.
public struct Origin: Sendable, Equatable {
    public enum Place: Sendable, Equatable {
        /// One of the files of another job of the same provider, counted from 0.
        case file(job: String, index: Int)
        /// A file that was handed in, by its id.
        case upload(String)
    }

    public enum Size: Sendable, Equatable {
        case own
        /// Pixel by pixel.
        case same
        /// The ratio: of a film on a short edge of its own, of a still on about as many pixels as it has.
        case ratio
        /// Each side that many times as long.
        case times(Int)
    }

    public enum Length: Sendable, Equatable {
        case own
        case same
        /// The file up to that second, else to its end, and then the job's own length.
        case added(from: Double?)
        /// From one frame to another, both counted from 0 and both in it; nil: to the last.
        case cut(first: Int, last: Int?)
    }

    /// What a client hears who begins beyond the end of the file.
    public struct Start: Sendable, Equatable {
        public var param: String
        public var message: String

        public init(param: String, message: String) {
            self.param = param
            self.message = message
        }
    }

    /// Where the file may lie; the first place at which there is one counts.
    public var places: [Place]
    public var size: Size
    public var length: Length
    /// Whether there is sound where the file has some, and none where it has none; false: as the request says.
    public var keepsSound: Bool
    /// How many seconds a billed unit has, where the price follows the length of the result.
    public var secondsPerUnit: Double?
    public var start: Start?
    /// The member of the creation's details that says how long the file is.
    public var lengthMember: String?

    public init(
        places: [Place], size: Size = .own, length: Length = .own, keepsSound: Bool = false,
        secondsPerUnit: Double? = nil, start: Start? = nil, lengthMember: String? = nil
    ) {
        self.places = places
        self.size = size
        self.length = length
        self.keepsSound = keepsSound
        self.secondsPerUnit = secondsPerUnit
        self.start = start
        self.lengthMember = lengthMember
    }

    /// The jobs whose files it may be.
    var jobs: [String] {
        places.compactMap { if case .file(let job, _) = $0 { job } else { nil } }
    }
}

extension Origin.Length {
    /// A film that says nothing of it has 24 frames a second, as ours have.
    private static let standardRate = 24.0

    /// How long the result is that begins with a file of that length; nil: as the request says.
    func seconds(own: Double, of file: MediaFacts) -> Double? {
        guard let whole = file.length else { return nil }
        switch self {
        case .own: return nil
        case .same: return whole
        case .added(let from): return (from ?? whole) + own
        case .cut(let first, let last):
            let rate = file.framesPerSecond ?? Self.standardRate
            let end = min(last.map { Double($0) + 1 } ?? .infinity, Self.frames(of: file, whole))
            return max(1, end - Double(first)) / rate
        }
    }

    /// Whether it begins where the file has ended.
    func isBeyond(_ file: MediaFacts) -> Bool {
        guard let whole = file.length else { return false }
        switch self {
        case .own, .same, .added(from: nil): return false
        // Lengths are exact to a thousandth.
        case .added(let from?): return from > whole + 0.0005
        case .cut(let first, _): return Double(first) >= Self.frames(of: file, whole)
        }
    }

    private static func frames(of file: MediaFacts, _ seconds: Double) -> Double {
        (seconds * (file.framesPerSecond ?? standardRate)).rounded()
    }
}

extension MediaFacts {
    /// A day [chosen]: what claims to play longer is damaged.
    private static let longest = 86_400.0

    /// Its length where it is one to work with.
    var length: Double? {
        seconds.flatMap { $0 > 0 && $0 <= Self.longest ? $0 : nil }
    }
}
