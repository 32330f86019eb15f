import Core
import HTTPMessages
import Scenario
import Testing

@Suite struct StreamRuleTests {
    private func decide(_ sse: String, step: Step = .stream) throws -> Decision {
        var play = try Play(rules: "- { name: r, on: stream, then: { sse: \(sse) } }")
        return play.decide(subject(step: step))
    }

    @Test func `every key of a stream becomes its fault`() throws {
        var faults = EventStreamFaults()
        faults.eventDelay = .seconds(2)
        faults.keepAliveEvery = .zero
        faults.keepAliveForm = .data
        faults.cutInsideEvent = 2
        faults.cutAtByte = 17
        faults.cutBreaksOff = true
        faults.omitsDone = true
        faults.omitsFinal = true
        faults.partials = 0
        faults.reordersPartials = true
        faults.errorEventAfter = 1
        faults.unknownEventAfter = 3
        faults.lineEnd = .mixed
        faults.splitsCharacters = true
        faults.omitsSpace = true
        faults.commentFirst = true
        faults.byteOrderMark = true
        let decision = try decide(
            """
            { event_delay: 2s, keep_alive_every: 0, keep_alive_form: data, cut_inside_event: 2, cut_at_byte: 17, \
            cut_breaks_off: true, omit_done: true, omit_final: true, partials: { count: 0, reorder: true }, \
            error_event_after: 1, unknown_event_after: 3, line_end: mixed, split_utf8: true, data_style: no_space, \
            comment_first: true, bom: true }
            """)
        #expect(decision.sse == faults)
        #expect(!decision.ignoresStream)
    }

    @Test func `data over several lines has two names`() throws {
        #expect(try decide("{ data_style: multiline }").sse?.breaksData == true)
        #expect(try decide("{ multi_line_data: true }").sse?.breaksData == true)
        #expect(try decide("{ cut_after_events: 3, line_end: crlf }").sse?.cutAfterEvents == 3)
    }

    @Test func `the plain answer may come instead of the stream`() throws {
        #expect(try decide("{ stream_fallback: json }").ignoresStream)
    }

    @Test func `a rule for creates holds for streams too, and one for streams for nothing else`() throws {
        var play = try Play(rules: "- { name: r, on: create, then: { latency: 1s, job: { polls: 3 } } }")
        #expect(play.decide(subject(step: .stream)).latency == .seconds(1))
        #expect(play.decide(subject(step: .stream)).job?.polls == 3)
        #expect(try decide("{ bom: true }", step: .create).sse == nil)
    }

    @Test func `a delay between events is drawn for each stream`() throws {
        var play = try Play(
            rules: "- { name: r, on: stream, then: { sse: { event_delay: { uniform: { lower: 1s, upper: 9s } } } } }")
        let first = play.decide(subject(step: .stream, drawKey: "one")).sse?.eventDelay
        #expect(play.decide(subject(step: .stream, drawKey: "one")).sse?.eventDelay == first)
        #expect(play.decide(subject(step: .stream, drawKey: "two")).sse?.eventDelay != first)
    }
}
