import HTTPMessages
import Testing

@Suite struct EventStreamTests {
    private static func partial(_ index: Int, at seconds: Int) -> EventStream.Event {
        EventStream.Event(
            at: .seconds(seconds), .partial,
            data: [.text(#"{"index":\#(index),"b64":""#), .base64(asset: 0, preview: index), .text(#""}"#)])
    }

    private let stream = EventStream(
        [
            partial(0, at: 2), partial(1, at: 4),
            EventStream.Event(at: .seconds(6), .final, data: [.text(#"{"type":"completed","text":"Zoë, \"so\""}"#)]),
        ],
        done: Array("[DONE]".utf8), keepAlive: EventStream.KeepAlive(every: .seconds(10), comment: "BUSY", opens: true),
        failure: [.text(#"{"type":"error"}"#)])

    @Test func `events come at their times, each a line of data and an empty one`() {
        #expect(
            played(stream) == """
                : BUSY

                (2 s)data: {"index":0,"b64":"<base64 of preview 1 of file 1>"}

                (2 s)data: {"index":1,"b64":"<base64 of preview 2 of file 1>"}

                (2 s)data: {"type":"completed","text":"Zoë, \\"so\\""}

                data: [DONE]

                (end)
                """)
    }

    @Test func `an event may have a name`() {
        let named = EventStream([EventStream.Event(at: .zero, .other, name: "tick", data: [.text("1")])])
        #expect(played(named) == "event: tick\ndata: 1\n\n(end)")
    }

    @Test func `data of several lines is told line by line`() {
        let lines = EventStream([EventStream.Event(at: .zero, .other, data: [.text("a\nb")])])
        #expect(played(lines) == "data: a\ndata: b\n\n(end)")
    }

    @Test func `a latency is time of the stream that is over`() {
        let text = played(stream, elapsed: .seconds(5))
        #expect(text.contains("preview 2 of file 1>\"}\n\n(1 s)data: {\"type\":\"completed\""))
    }

    @Test func `silence is filled with comments, but not when an event is due`() {
        var stream = stream
        stream.keepAlive?.interval = .seconds(1)
        stream.events = [stream.events[0]]
        stream.done = nil
        #expect(played(stream).hasPrefix(": BUSY\n\n(1 s): BUSY\n\n(1 s)data: "))
    }

    @Test func `a stream that never ends says so again and again, and is idle`() {
        var stream = stream
        stream.isEndless = true
        var player = EventStreamPlayer(stream)
        var comments = 0
        for _ in 0..<10_000 {
            if case .part(.bytes(let bytes), _) = player.next(), bytes == Array(": BUSY\n\n".utf8) { comments += 1 }
        }
        #expect(comments > 4_000)
        #expect(player.isIdle)
    }

    @Test func `without keep-alives it is silent for ever`() {
        var stream = EventStream([], isEndless: true)
        stream.done = Array("[DONE]".utf8)
        #expect(played(stream) == "(silence)")
    }

    @Test func `the note names files and leaves keep-alives out`() {
        let note = String(decoding: Response.Body.events(stream).note(atMost: 1_000), as: UTF8.self)
        #expect(note.hasPrefix("data: {\"index\":0,\"b64\":\"<base64 of preview 1 of file 1>\"}\n\ndata: "))
        #expect(note.hasSuffix("data: [DONE]\n\n"))
        #expect(Response.Body.events(stream).note(atMost: 5).count == 5)
    }
}

/// A stream as a client would see it: pauses in round brackets, files by their names.
func played(
    _ stream: EventStream, _ faults: EventStreamFaults = EventStreamFaults(), elapsed: Duration = .zero
) -> String {
    var player = EventStreamPlayer(stream, faults: faults, elapsed: elapsed)
    var text: [UInt8] = []
    while true {
        switch player.next() {
        case .part(let part, nil): text += part.note
        case .part(let part, let most?):
            if case .bytes(let bytes) = part { text += bytes } else { text += part.note + Array("[\(most)]".utf8) }
        case .pause(let pause?): text += Array("(\(pause.components.seconds) s)".utf8)
        case .pause(nil): return String(decoding: text, as: UTF8.self) + "(silence)"
        case .end: return String(decoding: text, as: UTF8.self) + "(end)"
        case .failure: return String(decoding: text, as: UTF8.self) + "(broken off)"
        }
    }
}
