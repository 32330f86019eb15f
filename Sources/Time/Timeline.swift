/// What is still to happen in scenario time: in the order of the moments, and at equal moments in the order of adding.
///
/// A binary heap over slots that hold the events. Adding, cancelling and taking out cost O(log n); a cancelled event is
/// gone at once. The room of past events is used again, and what a crowd of them took is given back when nothing is
/// left.
///
/// Inlinable, since generic code that another module cannot see is slow.
public struct Timeline<Event> {
    /// Names an event that was added; of no use to another timeline. It stays harmless after its event is gone.
    public struct Ticket: Sendable, Hashable {
        /// Where the event lies while it is there: a small number that later events get again.
        public let slot: Int
        @usableFromInline let sequence: UInt64

        @inlinable
        init(slot: Int, sequence: UInt64) {
            self.slot = slot
            self.sequence = sequence
        }
    }

    @usableFromInline
    struct Slot {
        @usableFromInline var event: Event?
        @usableFromInline var sequence: UInt64

        @inlinable
        init(event: Event, sequence: UInt64) {
            self.event = event
            self.sequence = sequence
        }
    }

    /// How much room an empty timeline keeps for the next events.
    @usableFromInline static var keptSlots: Int { 1_024 }

    @usableFromInline var heap = EventHeap()
    @usableFromInline var slots = BlockList<Slot>()
    @usableFromInline var freeSlots = BlockList<Int>()
    @usableFromInline var nextSequence: UInt64 = 0

    public init() {}

    public var count: Int { heap.count }
    public var isEmpty: Bool { heap.count == 0 }

    /// The earliest moment at which something happens; nil when nothing is to come.
    public var next: Moment? { heap.first?.moment }

    /// The name of the earliest event; nil when nothing is to come.
    @inlinable
    public var nextTicket: Ticket? {
        heap.first.map { Ticket(slot: $0.slot, sequence: slots[$0.slot].sequence) }
    }

    /// The event that lies in a slot, with its name; nil when there is none.
    @inlinable
    public subscript(slot slot: Int) -> (ticket: Ticket, event: Event)? {
        guard slot < slots.count, let event = slots[slot].event else { return nil }
        return (Ticket(slot: slot, sequence: slots[slot].sequence), event)
    }

    /// The event that was added first of those that pass; nil when none does. Looks at all of them.
    @inlinable
    public func oldest(where passes: (Event) -> Bool) -> Event? {
        var oldest: Slot?
        for index in slots.indices {
            let slot = slots[index]
            guard let event = slot.event, passes(event), oldest.map({ slot.sequence < $0.sequence }) ?? true else {
                continue
            }
            oldest = slot
        }
        return oldest?.event
    }

    /// When an event happens; nil if it already did or was cancelled.
    @inlinable
    public func moment(of ticket: Ticket) -> Moment? {
        guard ticket.slot < slots.count, slots[ticket.slot].sequence == ticket.sequence,
            slots[ticket.slot].event != nil
        else { return nil }
        return heap.moment(slot: ticket.slot)
    }

    @discardableResult
    @inlinable
    public mutating func add(_ event: Event, at moment: Moment) -> Ticket {
        let sequence = nextSequence
        let slot = Slot(event: event, sequence: sequence)
        nextSequence += 1
        let index = freeSlots.popLast() ?? slots.count
        if index == slots.count { slots.append(slot) } else { slots[index] = slot }
        heap.insert(EventHeap.Entry(moment: moment, sequence: sequence, slot: index))
        return Ticket(slot: index, sequence: sequence)
    }

    /// Takes an event out before its time; nil if it already happened or was cancelled.
    @discardableResult
    @inlinable
    public mutating func cancel(_ ticket: Ticket) -> Event? {
        guard ticket.slot < slots.count, slots[ticket.slot].sequence == ticket.sequence else { return nil }
        return remove(slot: ticket.slot)
    }

    /// Takes out the earliest event, if it is due at `limit` or before.
    @inlinable
    public mutating func popDue(until limit: Moment) -> (Moment, Event)? {
        guard let first = heap.first, first.moment <= limit, let event = remove(slot: first.slot) else { return nil }
        return (first.moment, event)
    }

    /// nil, and nothing done, for a slot whose event is gone.
    @inlinable
    mutating func remove(slot: Int) -> Event? {
        guard let event = slots[slot].event.take() else { return nil }
        heap.remove(slot: slot)
        freeSlots.append(slot)
        if heap.count == 0 { forgetSlots() }
        return event
    }

    @inlinable
    mutating func forgetSlots() {
        let keeps = slots.count <= Self.keptSlots
        heap.removeAll(keepingCapacity: keeps)
        slots.removeAll(keepingCapacity: keeps)
        freeSlots.removeAll(keepingCapacity: keeps)
    }
}

/// In the order of adding.
extension Timeline.Ticket: Comparable {
    public static func < (left: Self, right: Self) -> Bool { left.sequence < right.sequence }
}

extension Timeline: Sendable where Event: Sendable {}
extension Timeline.Slot: Sendable where Event: Sendable {}
