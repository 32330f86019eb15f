import HTTPMessages
import Testing

@Suite struct EventStreamFaultTests {
    private static func partial(_ index: Int) -> EventStream.Event {
        EventStream.Event(
            at: .seconds(index), .partial,
            data: [.text(#"{"n":\#(index),"b64":""#), .base64(asset: 0, preview: index), .text(#""}"#)])
    }

    private let stream = EventStream(
        [
            partial(0), partial(1),
            EventStream.Event(at: .seconds(2), .final, data: [.text(#"{"type":"final","text":"Zoë, [\"a,b\",1]"}"#)]),
        ],
        done: Array("[DONE]".utf8),
        keepAlive: EventStream.KeepAlive(every: .seconds(60), comment: "BUSY", opens: false),
        failure: [.text(#"{"type":"error"}"#)])

    private func played(_ change: (inout EventStreamFaults) -> Void) -> String {
        var faults = EventStreamFaults()
        change(&faults)
        return HTTPMessagesTests.played(stream, faults)
    }

    /// The stream without a fault, to tell the difference from.
    private var sound: String { played { _ in } }

    @Test func `a cut after so many events ends in good order, or breaks off`() {
        #expect(
            played { $0.cutAfterEvents = 1 } == "data: {\"n\":0,\"b64\":\"<base64 of preview 1 of file 1>\"}\n\n(end)")
        let broken = played {
            $0.cutAfterEvents = 0
            $0.cutBreaksOff = true
        }
        #expect(broken == "(broken off)")
        #expect(played { $0.cutAfterEvents = 9 } == sound)
    }

    @Test func `a cut inside an event leaves its beginning`() {
        #expect(played { $0.cutInsideEvent = 1 } == "data: {\"n\"(end)")
        let early = played {
            $0.cutInsideEvent = 2
            $0.cutAtByte = 7
        }
        #expect(early.hasSuffix("(1 s)data: {(end)"))
        #expect(played { $0.cutInsideEvent = 4 }.hasSuffix("data: [(end)"))
    }

    @Test func `a cut inside a file says how much of it goes out`() {
        let text = played {
            $0.cutInsideEvent = 1
            $0.cutAtByte = 30
        }
        #expect(text == "data: {\"n\":0,\"b64\":\"<base64 of preview 1 of file 1>[10](end)")
    }

    @Test func `the end can lack its last words`() {
        #expect(!played { $0.omitsDone = true }.contains("[DONE]"))
        let text = played { $0.omitsFinal = true }
        #expect(!text.contains("final"))
        #expect(text.hasSuffix("data: [DONE]\n\n(end)"))
    }

    @Test func `an error event takes the place of all that would follow`() {
        let text = played { $0.errorEventAfter = 1 }
        #expect(text.hasSuffix("\n\n(1 s)data: {\"type\":\"error\"}\n\ndata: [DONE]\n\n(end)"))
        #expect(!text.contains("preview 2"))
        #expect(played { $0.errorEventAfter = 0 }.hasPrefix("data: {\"type\":\"error\"}"))
    }

    @Test func `an error event ends a stream that never would`() {
        var stuck = stream
        stuck.events = []
        stuck.isEndless = true
        var faults = EventStreamFaults()
        faults.errorEventAfter = 0
        #expect(HTTPMessagesTests.played(stuck, faults) == "data: {\"type\":\"error\"}\n\ndata: [DONE]\n\n(end)")
    }

    @Test func `partial events can be fewer, more, and in the wrong order`() {
        #expect(!played { $0.partials = 0 }.contains("preview"))
        #expect(played { $0.partials = 4 }.ranges(of: "preview 2").count == 3)
        let reversed = played { $0.reordersPartials = true }
        #expect(reversed.hasPrefix("data: {\"n\":1,"))
        #expect(reversed.contains("(1 s)data: {\"n\":0,"))
    }

    @Test func `an event that nobody knows can come in between`() {
        #expect(
            played { $0.unknownEventAfter = 1 }.contains(
                "(1 s)data: {\"type\":\"understudy.unknown_event\"}\n\ndata: {\"n\":1"))
    }

    @Test func `later events can be made later still`() {
        #expect(played { $0.eventDelay = .seconds(5) }.contains("(6 s)data: {\"n\":1,"))
    }

    @Test func `lines end as they are told to`() {
        #expect(played { $0.lineEnd = .crlf } == sound.replacing("\n", with: "\r\n"))
        #expect(played { $0.lineEnd = .cr } == sound.replacing("\n", with: "\r"))
        let mixed = played { $0.lineEnd = .mixed }
        #expect(mixed.contains("}\r\r\n("))
        #expect(mixed.contains("}\n\r("))
        // A CR and an LF behind it would be one end, and two events one.
        #expect(!mixed.contains("}\r\n("))
    }

    @Test func `data can stand without a space, and over several lines`() {
        #expect(played { $0.omitsSpace = true } == sound.replacing("data: ", with: "data:"))
        let broken = played { $0.breaksData = true }
        #expect(broken.contains("data: {\"n\":0,\ndata: \"b64\":\"<base64 of preview 1 of file 1>\"}\n\n"))
        #expect(broken.contains("data: {\"type\":\"final\",\ndata: \"text\":\"Zoë, [\\\"a,b\\\",1]\"}\n\n"))
    }

    @Test func `pieces that end inside characters are whole for the player`() {
        var faults = EventStreamFaults()
        faults.splitsCharacters = true
        #expect(EventStreamPlayer(stream, faults: faults).splitsCharacters)
        #expect(!EventStreamPlayer(stream).splitsCharacters)
        #expect(played { $0.splitsCharacters = true } == sound)
    }

    @Test func `the stream can begin with a mark or a comment`() {
        #expect(played { $0.byteOrderMark = true } == "\u{FEFF}" + sound)
        #expect(played { $0.commentFirst = true } == ": BUSY\n\n" + sound)
    }

    @Test func `keep-alives can be of another form, another pace, or none`() {
        func first(_ form: EventStreamFaults.KeepAliveForm) -> String {
            var quiet = EventStream([EventStream.Event(at: .seconds(3), .final, data: [.text("x")])])
            quiet.keepAlive = EventStream.KeepAlive(every: .seconds(9), comment: "BUSY", opens: false)
            var faults = EventStreamFaults()
            faults.keepAliveForm = form
            faults.keepAliveEvery = .seconds(2)
            return HTTPMessagesTests.played(quiet, faults)
        }
        #expect(first(.comment) == "(2 s): BUSY\n\n(1 s)data: x\n\n(end)")
        #expect(first(.data) == "(2 s)data: : BUSY\n\n(1 s)data: x\n\n(end)")
        #expect(first(.event) == "(2 s)event: keepalive\n\n(1 s)data: x\n\n(end)")
        var opening = stream
        opening.keepAlive?.opens = true
        var faults = EventStreamFaults()
        faults.keepAliveEvery = .zero
        #expect(HTTPMessagesTests.played(opening, faults) == sound)
    }
}
