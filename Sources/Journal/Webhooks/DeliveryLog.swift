/// The webhooks of a sandbox, oldest first. Bounded in number and bytes; what had to go is counted.
public struct DeliveryLog: Sendable {
    public struct Bounds: Sendable, Equatable {
        public var records: Int
        public var bytes: Int

        /// Twice the webhooks that may wait at once, and 32 MiB [chosen].
        public init(records: Int = 20_000, bytes: Int = 32 << 20) {
            self.records = max(1, records)
            self.bytes = bytes
        }
    }

    private let bounds: Bounds
    /// Those before `first` are gone.
    private var records: [DeliveryRecord?] = []
    private var first = 0
    private var bytes = 0
    private var places: [String: Int] = [:]
    public private(set) var dropped = 0

    public init(bounds: Bounds = Bounds()) {
        self.bounds = bounds
    }

    public var count: Int { records.count - first }
    public var total: Int { count + dropped }

    /// Adds a record and gives it the next number; the ids of those that had to go for it. An id comes once.
    public mutating func append(_ record: DeliveryRecord) -> [String] {
        var record = record
        record.number = total + 1
        places[record.id] = records.count
        records.append(record)
        bytes += record.weight
        return makeRoom()
    }

    public subscript(id: String) -> DeliveryRecord? {
        places[id].flatMap { records[$0] }
    }

    /// Changes a record that is still there; the ids of those that had to go because it grew.
    @discardableResult
    public mutating func update(_ id: String, _ change: (inout DeliveryRecord) -> Void) -> [String] {
        guard let place = places[id], var record = records[place] else { return [] }
        records[place] = nil
        bytes -= record.weight
        change(&record)
        bytes += record.weight
        records[place] = record
        return makeRoom()
    }

    public func records(where passes: (DeliveryRecord) -> Bool = { _ in true }) -> [DeliveryRecord] {
        records[first...].compactMap { $0 }.filter(passes)
    }

    /// The latest record of a job.
    public func latest(ofJob job: String) -> DeliveryRecord? {
        records[first...].last { $0?.job == job } ?? nil
    }

    private mutating func makeRoom() -> [String] {
        var gone: [String] = []
        while count > 1, count > bounds.records || bytes > bounds.bytes {
            guard let record = records[first] else { break }
            gone.append(record.id)
            bytes -= record.weight
            places[record.id] = nil
            records[first] = nil
            first += 1
            dropped += 1
        }
        if first > 1_024, first * 2 > records.count { forgetGone() }
        return gone
    }

    private mutating func forgetGone() {
        records.removeFirst(first)
        for (id, place) in places { places[id] = place - first }
        first = 0
    }
}
