import Core
import Time

/// Whose jobs a list shows.
struct JobOwner: Sendable, Hashable {
    let account: String
    let provider: Provider
}

/// A part of the jobs in memory: found by their keys, and from each the one before it of the same owner.
struct MemoryShard: Sendable {
    /// How much a shard keeps.
    struct Bounds: Sendable {
        /// No job is kept when so many newer ones have come.
        var jobs: Int
        var bytes: Int
    }

    private struct Slot: Sendable {
        /// nil: it had to go before older ones.
        var job: Job?
        /// The number of the job before it of the same owner.
        var earlier: Int
        /// The number of its owner.
        var owner: Int32
    }

    /// The jobs from `oldest` on, which is always there; each lies at its number modulo the length. Numbers count the jobs of the shard.
    private var ring: [Slot] = []
    private var oldest = 0
    private var next = 0
    /// By the marks of their keys, which take a third of the room. An id of the same mark as another counts as taken.
    private var places: [UInt64: Int] = [:]
    /// The number of each owner's newest job, by the owner's number.
    private var newest: [Int] = []
    private var names: [JobOwner] = []
    private var owners: [JobOwner: Int32] = [:]
    private var freeOwners: [Int32] = []
    /// The last one: nearly always the next job has the same owner.
    private var lastOwner: (owner: JobOwner, number: Int32)?
    private var search = EndedSearch()
    /// What the jobs weigh together.
    private(set) var bytes = 0
    private(set) var dropped = 0

    private static let none = -1

    var count: Int { places.count }

    subscript(key: JobKey) -> Job? {
        guard let number = places[key.mark], let job = job(number), job.key == key else { return nil }
        return job
    }

    mutating func insert(_ job: Job, within bounds: Bounds) -> Bool {
        let key = job.key
        // Looks the key up once, since hardly ever an id is taken.
        if let known = places.updateValue(next, forKey: key.mark) {
            places[key.mark] = known
            return false
        }
        while oldest < next, next - oldest >= bounds.jobs { drop(oldest) }
        while oldest < next, bytes + job.weight > bounds.bytes { makeRoom(at: job.created) }
        if next - oldest == ring.count { grow(to: min(max(64, 2 * ring.count), max(1, bounds.jobs))) }
        let owner = number(of: JobOwner(account: job.account, provider: job.provider))
        let slot = Slot(job: job, earlier: newest[Int(owner)], owner: owner)
        ring[next % ring.count] = slot
        newest[Int(owner)] = next
        next += 1
        bytes += job.weight
        return true
    }

    /// Lets that many bytes go, as far as there are any.
    mutating func makeRoom(_ wanted: Int, at now: Moment) {
        let most = bytes - wanted
        while oldest < next, bytes > most { makeRoom(at: now) }
    }

    /// False when the kept job is not the one before.
    mutating func replace(_ job: Job) -> Bool {
        guard let number = places[job.key.mark], let kept = self.job(number), kept.key == job.key,
            kept.version == job.version - 1
        else { return false }
        ring[number % ring.count].job = job
        return true
    }

    /// The owner's jobs, newest first: at most so many from the newest on, or of those before a number.
    ///
    /// - Returns: also the number of the last one; nil when there are no more.
    func jobs(of owner: JobOwner, before number: Int?, most: Int) -> (jobs: [Job], last: Int?) {
        var found: [Job] = []
        guard let ownNumber = owners[owner] else { return ([], nil) }
        // The shard may have been emptied since the last part of the list, and filled again.
        if let number, number < oldest || number >= next || ring[number % ring.count].owner != ownNumber {
            return ([], nil)
        }
        var place = number.map { earlier($0) } ?? newest[Int(ownNumber)]
        while place >= oldest {
            if let job = job(place) {
                found.append(job)
                if found.count == most { return (found, place) }
            }
            place = earlier(place)
        }
        return (found, nil)
    }

    /// The jobs whose number in the sandbox is above that, oldest first: at most so many. They came in the order of those numbers.
    func jobs(after number: Int, most: Int) -> [Job] {
        var found: [Job] = []
        var place = firstPlace(after: number)
        while place < next, found.count < most {
            if let job = job(place) { found.append(job) }
            place += 1
        }
        return found
    }

    /// The same for those whose number is below that, newest first.
    func jobs(before number: Int, most: Int) -> [Job] {
        var found: [Job] = []
        var place = firstPlace(after: number - 1) - 1
        while place >= oldest, found.count < most {
            if let job = job(place) { found.append(job) }
            place -= 1
        }
        return found
    }

    /// Where the jobs begin whose number in the sandbox is above that.
    private func firstPlace(after number: Int) -> Int {
        var (low, high) = (oldest, next)
        while low < high {
            let middle = low + (high - low) / 2
            // A place whose job had to go tells nothing; the next one that has one does.
            let known = (middle..<high).lazy.compactMap { place in job(place).map { (place, $0.number) } }.first
            if let (place, found) = known, found <= number { low = place + 1 } else { high = middle }
        }
        return low
    }

    private func job(_ number: Int) -> Job? { ring[number % ring.count].job }

    private func earlier(_ number: Int) -> Int {
        number >= oldest ? ring[number % ring.count].earlier : Self.none
    }

    /// Drops the oldest job that has ended, or the oldest of all where hardly any has.
    private mutating func makeRoom(at now: Moment) {
        let found = search.next(from: oldest, to: next, of: count) { number in
            ring[number % ring.count].job?.state(at: now).isTerminal == true
        }
        drop(found ?? oldest)
    }

    private mutating func drop(_ number: Int) {
        guard let job = ring[number % ring.count].job.take() else { return }
        places[job.key.mark] = nil
        bytes -= job.weight
        dropped += 1
        while oldest < next, ring[oldest % ring.count].job == nil {
            forgetOwner(ofJob: oldest)
            oldest += 1
        }
    }

    private mutating func grow(to length: Int) {
        var longer = Array(repeating: Slot(job: nil, earlier: Self.none, owner: 0), count: length)
        for number in oldest..<next { longer[number % length] = ring[number % ring.count] }
        ring = longer
    }

    private mutating func number(of owner: JobOwner) -> Int32 {
        if let lastOwner, lastOwner.owner == owner { return lastOwner.number }
        let number = owners[owner] ?? add(owner)
        lastOwner = (owner, number)
        return number
    }

    private mutating func add(_ owner: JobOwner) -> Int32 {
        let number = freeOwners.popLast() ?? Int32(newest.count)
        if Int(number) == newest.count {
            newest.append(Self.none)
            names.append(owner)
        } else {
            newest[Int(number)] = Self.none
            names[Int(number)] = owner
        }
        owners[owner] = number
        return number
    }

    /// The job is gone: when it was its owner's newest, the owner has none any more.
    private mutating func forgetOwner(ofJob number: Int) {
        let owner = ring[number % ring.count].owner
        guard newest[Int(owner)] == number else { return }
        owners[names[Int(owner)]] = nil
        freeOwners.append(owner)
        if lastOwner?.number == owner { lastOwner = nil }
    }
}

/// Goes over the jobs of a shard, the oldest first, for those that have ended. A pass over all of them makes room for a good part of
/// them, found or not, so that a job that comes never costs a look at each.
private struct EndedSearch: Sendable {
    private var place = 0
    private var found = 0
    /// For so many times nothing is looked for.
    private var pause = 0

    /// The number of the next one that has ended; nil where hardly any has.
    mutating func next(from oldest: Int, to end: Int, of count: Int, _ hasEnded: (Int) -> Bool) -> Int? {
        guard pause == 0 else {
            pause -= 1
            return nil
        }
        // Twice: what had not ended when the place was passed may have ended since.
        for _ in 0..<2 {
            place = max(place, oldest)
            while place < end {
                defer { place += 1 }
                guard hasEnded(place) else { continue }
                found += 1
                return place
            }
            let isWorthwhile = 4 * found >= count
            (place, found) = (oldest, 0)
            if !isWorthwhile { break }
        }
        pause = count / 4
        return nil
    }
}
