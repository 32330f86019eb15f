/// Looking at what is to come without taking it out.
extension Timeline {
    /// The first events, in their order: at most that many.
    @inlinable
    public func first(_ most: Int) -> [(moment: Moment, event: Event)] {
        heap.earliest(most).compactMap { entry in slots[entry.slot].event.map { (entry.moment, $0) } }
    }

    /// An event that passes; looks at each.
    @inlinable
    public func ticket(where passes: (Event) -> Bool) -> Ticket? {
        for slot in 0..<slots.count {
            if let found = self[slot: slot], passes(found.event) { return found.ticket }
        }
        return nil
    }
}
