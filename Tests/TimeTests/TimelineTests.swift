import Testing
import Time

struct TimelineTests {
    @Test func `events come in order of moment and then of adding`() {
        var timeline = Timeline<String>()
        for (name, moment) in [("c", 3), ("a", 1), ("d", 3), ("b", 2), ("e", 3)] {
            timeline.add(name, at: Moment(nanoseconds: Int64(moment)))
        }
        #expect(timeline.count == 5)
        #expect(timeline.next == Moment(nanoseconds: 1))
        #expect(drain(&timeline).map(\.1) == ["a", "b", "c", "d", "e"])
        #expect(timeline.isEmpty)
        #expect(timeline.next == nil)
    }

    @Test func `an event is due at its moment and not before`() throws {
        var timeline = Timeline<Int>()
        timeline.add(7, at: Moment(nanoseconds: 10))
        #expect(timeline.popDue(until: Moment(nanoseconds: 9)) == nil)
        let due = timeline.popDue(until: Moment(nanoseconds: 10))
        let (moment, event) = try #require(due)
        #expect(moment == Moment(nanoseconds: 10))
        #expect(event == 7)
    }

    @Test func `a cancelled event does not come, and is cancelled once`() {
        var timeline = Timeline<String>()
        timeline.add("first", at: Moment(nanoseconds: 1))
        let ticket = timeline.add("second", at: Moment(nanoseconds: 2))
        timeline.add("third", at: Moment(nanoseconds: 3))
        #expect(timeline.cancel(ticket) == "second")
        #expect(timeline.cancel(ticket) == nil)
        #expect(timeline.count == 2)
        #expect(drain(&timeline).map(\.1) == ["first", "third"])
    }

    @Test func `a ticket never cancels the event that took its place`() {
        var timeline = Timeline<String>()
        let old = timeline.add("old", at: .zero)
        #expect(timeline.popDue(until: .zero)?.1 == "old")
        timeline.add("new", at: .zero)
        #expect(timeline.cancel(old) == nil)
        #expect(timeline.count == 1)
    }

    @Test func `an event is found by its slot, and its moment by its ticket`() {
        var timeline = Timeline<String>()
        #expect(timeline.nextTicket == nil)
        let late = timeline.add("late", at: Moment(nanoseconds: 9))
        let early = timeline.add("early", at: Moment(nanoseconds: 4))
        #expect(timeline.nextTicket == early)
        #expect(timeline[slot: late.slot]?.event == "late")
        #expect(timeline.moment(of: late) == Moment(nanoseconds: 9))
        timeline.cancel(early)
        #expect(timeline.moment(of: early) == nil)
        #expect(timeline[slot: early.slot] == nil)
        #expect(timeline[slot: 99] == nil)
        let again = timeline.add("again", at: .zero)
        #expect(again.slot == early.slot)
        #expect(timeline.moment(of: early) == nil, "the name of another event in the same slot")
        #expect(timeline.nextTicket == again)
    }

    @Test func `a ticket outlives the crowd it was given in`() {
        var timeline = Timeline<Int>()
        let tickets = (0..<5_000).map { timeline.add($0, at: .zero) }
        while timeline.popDue(until: .zero) != nil {}
        #expect(timeline.cancel(tickets[4_999]) == nil)
        timeline.add(1, at: .zero)
        #expect(timeline.cancel(tickets[0]) == nil)
        #expect(timeline.count == 1)
    }

    @Test func `a crowd of many blocks comes in full, one taken out here and there, and another crowd after it`() {
        var timeline = Timeline<Int>()
        for crowd in 1...2 {
            let tickets = (0..<20_000).map { number in
                timeline.add(number, at: Moment(nanoseconds: Int64(number * 7_919 % 20_011)))
            }
            let cancelled = stride(from: 0, to: 20_000, by: 4_095).map { timeline.cancel(tickets[$0]) }
            #expect(cancelled == [0, 4_095, 8_190, 12_285, 16_380])
            #expect(timeline.count == 19_995)
            #expect(timeline[slot: tickets[19_999].slot]?.ticket == tickets[19_999])
            let drained = drain(&timeline)
            #expect(drained.map(\.0) == drained.map(\.0).sorted(), "crowd \(crowd)")
            #expect(Set(drained.map(\.1)) == Set(0..<20_000).subtracting([0, 4_095, 8_190, 12_285, 16_380]))
            #expect(timeline.isEmpty)
        }
    }

    /// Against a plain list, with a sequence of numbers that is the same on each run.
    @Test func `many events, added and cancelled in disorder, come as a sorted list would give them`() {
        var timeline = Timeline<Int>()
        var plain: [(moment: Moment, event: Int, ticket: Timeline<Int>.Ticket)] = []
        var state: UInt64 = 42
        for event in 0..<4_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let moment = Moment(nanoseconds: Int64(state >> 33 % 500))
            plain.append((moment, event, timeline.add(event, at: moment)))
            if state >> 60 < 6 {
                let victim = plain.remove(at: Int(state >> 40) % plain.count)
                #expect(timeline.cancel(victim.ticket) == victim.event)
            }
        }
        plain.sort { ($0.moment, $0.event) < ($1.moment, $1.event) }
        #expect(timeline.count == plain.count)
        #expect(drain(&timeline).map(\.1) == plain.map(\.event))
    }

    private func drain<Event>(_ timeline: inout Timeline<Event>) -> [(Moment, Event)] {
        var events: [(Moment, Event)] = []
        while let due = timeline.popDue(until: .distantFuture) { events.append(due) }
        return events
    }
}
