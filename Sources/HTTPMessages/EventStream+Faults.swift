extension EventStream {
    /// The stream with other events in it, as the faults say. How it is cut and how it looks is the player's work.
    func altered(by faults: EventStreamFaults) -> EventStream {
        var stream = self
        stream.alterPartials(faults)
        if faults.omitsFinal { stream.events.removeAll { $0.kind == .final } }
        if faults.omitsDone { stream.done = nil }
        if let place = faults.unknownEventAfter { stream.insertUnknown(after: place) }
        if let place = faults.errorEventAfter { stream.fail(after: place) }
        if let delay = faults.eventDelay { stream.spread(by: delay) }
        return stream
    }

    /// The times stay where they were; what comes at them changes.
    private mutating func alterPartials(_ faults: EventStreamFaults) {
        var partials = events.filter { $0.kind == .partial }
        guard let last = partials.last else { return }
        if faults.reordersPartials {
            let times = partials.map(\.at)
            partials.reverse()
            for index in partials.indices { partials[index].at = times[index] }
        }
        if let count = faults.partials {
            partials = Array(partials.prefix(count))
            partials += Array(repeating: last, count: max(0, min(count, Self.mostPartials) - partials.count))
        }
        // Sorting keeps the order of events of one time.
        events = (partials + events.filter { $0.kind != .partial }).sorted { $0.at < $1.at }
    }

    /// Nobody learns more from more of the same.
    private static let mostPartials = 1_000

    private mutating func insertUnknown(after place: Int) {
        let index = min(max(0, place), events.count)
        let data = BodyPart.text(#"{"type":"understudy.unknown_event"}"#)
        events.insert(Event(at: time(of: index), .other, data: [data]), at: index)
    }

    private mutating func fail(after place: Int) {
        guard let failure else { return }
        let index = min(max(0, place), events.count)
        let time = time(of: index)
        events = events.prefix(index) + [Event(at: time, .error, data: failure)]
        isEndless = false
    }

    /// When the event at that place comes, or would.
    private func time(of index: Int) -> Duration {
        events.indices.contains(index) ? events[index].at : events.last?.at ?? .zero
    }

    private mutating func spread(by delay: Duration) {
        for index in events.indices { events[index].at += delay * index }
    }
}
