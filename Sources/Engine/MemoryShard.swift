import Core

/// Whose jobs a list shows.
struct JobOwner: Sendable, Hashable {
    let account: String
    let provider: Provider
}

/// A part of the jobs in memory: found by their keys, and from each the one before it of the same owner.
struct MemoryShard: Sendable {
    /// Names a job's place as long as the job is there.
    struct Place: Sendable, Equatable {
        fileprivate let index: Int
        /// The how-manieth job of its shard it was.
        fileprivate let sequence: Int
    }

    /// A ring once it is full: then each new job takes the place of the oldest.
    private var jobs: [Job] = []
    /// By the marks of their keys, which take a third of the room. An id of the same mark as another counts as taken.
    private var places: [UInt64: Int32] = [:]
    /// For each place where the job before it lies of the same owner; that is gone where a later job lies.
    private var earlier: [Int32] = []
    /// The place of each owner's newest job, by the owner's number.
    private var newest: [Int32] = []
    private var owners: [JobOwner: Int32] = [:]
    private var freeOwners: [Int32] = []
    /// The last one: nearly always the next job has the same owner.
    private var lastOwner: (owner: JobOwner, number: Int32)?
    private var inserted = 0
    private(set) var dropped = 0

    private static let none: Int32 = -1

    var count: Int { jobs.count }

    subscript(key: JobKey) -> Job? {
        guard let place = places[key.mark], jobs[Int(place)].key == key else { return nil }
        return jobs[Int(place)]
    }

    mutating func insert(_ job: Job, capacity: Int) -> Bool {
        let key = job.key
        let isFull = jobs.count >= capacity
        let index = Int32(isFull ? inserted % capacity : jobs.count)
        // Looks the key up once, since hardly ever an id is taken.
        if let known = places.updateValue(index, forKey: key.mark) {
            places[key.mark] = known
            return false
        }
        if isFull {
            places[jobs[Int(index)].key.mark] = nil
            forgetOwner(ofJobAt: index)
            jobs[Int(index)] = job
            dropped += 1
        } else {
            jobs.append(job)
            earlier.append(Self.none)
        }
        inserted += 1
        let owner = number(of: JobOwner(account: job.account, provider: job.provider))
        earlier[Int(index)] = newest[Int(owner)]
        newest[Int(owner)] = index
        return true
    }

    /// False when the kept job is not the one before.
    mutating func replace(_ job: Job) -> Bool {
        guard let place = places[job.key.mark].map({ Int($0) }), jobs[place].key == job.key,
            jobs[place].version == job.version - 1
        else { return false }
        jobs[place] = job
        return true
    }

    /// The owner's jobs, newest first: at most so many from the newest on, or of those before a place.
    ///
    /// - Returns: also the place of the last one; nil when there are no more.
    func jobs(of owner: JobOwner, after place: Place?, most: Int) -> (jobs: [Job], last: Place?) {
        var found: [Job] = []
        var place = place.map { before($0) } ?? owners[owner].map { self.place(at: newest[Int($0)]) } ?? nil
        while let here = place {
            found.append(jobs[here.index])
            if found.count == most { return (found, here) }
            place = before(here)
        }
        return (found, nil)
    }

    /// The place of the job before that one of the same owner; nil when either is gone.
    private func before(_ place: Place) -> Place? {
        guard place.index < jobs.count, self.place(at: Int32(place.index)) == place else { return nil }
        let index = earlier[place.index]
        guard index != Self.none else { return nil }
        let before = self.place(at: index)
        return before.sequence < place.sequence ? before : nil
    }

    private func place(at index: Int32) -> Place {
        let turns = (inserted - 1 - Int(index)) / jobs.count
        return Place(index: Int(index), sequence: Int(index) + turns * jobs.count)
    }

    private mutating func number(of owner: JobOwner) -> Int32 {
        if let lastOwner, lastOwner.owner == owner { return lastOwner.number }
        let number = owners[owner] ?? add(owner)
        lastOwner = (owner, number)
        return number
    }

    private mutating func add(_ owner: JobOwner) -> Int32 {
        let number = freeOwners.popLast() ?? Int32(newest.count)
        if Int(number) == newest.count { newest.append(Self.none) } else { newest[Int(number)] = Self.none }
        owners[owner] = number
        return number
    }

    /// The job there is about to go: when it is its owner's newest, the owner has none any more.
    private mutating func forgetOwner(ofJobAt index: Int32) {
        let owner = JobOwner(account: jobs[Int(index)].account, provider: jobs[Int(index)].provider)
        guard let number = owners[owner], newest[Int(number)] == index else { return }
        owners[owner] = nil
        freeOwners.append(number)
        if lastOwner?.number == number { lastOwner = nil }
    }
}
