import HTTPMessages

/// `sse:` how a stream of events comes, before its times are drawn.
private struct StreamEffect: AspectEffect {
    var faults = EventStreamFaults()
    var eventDelay: DrawnDuration?
    var keepAliveEvery: DrawnDuration?
    /// The stream that was asked for does not come: the plain answer does.
    var ignoresStream = false

    func decide(_ decision: inout Decision, _ draw: DrawSource) {
        decision.sse = faults
        decision.ignoresStream = ignoresStream
        decision.sse?.eventDelay = eventDelay?.duration(draw(Keys.eventDelay.name))
        decision.sse?.keepAliveEvery = keepAliveEvery?.duration(draw(Keys.keepAliveEvery.name))
    }
}

extension StreamEffect {
    init(_ reading: Reading, _ builder: inout Builder) {
        if let breaks = reading.entry(Keys.cutBreaksOff), reading[Keys.cutAfterEvents] == nil,
            reading[Keys.cutInsideEvent] == nil
        {
            builder.report(
                "`\(Keys.cutBreaksOff.name)` says how a cut ends; give `\(Keys.cutAfterEvents.name)` or `\(Keys.cutInsideEvent.name)` too",
                at: breaks)
        }
        eventDelay = reading[Keys.eventDelay].flatMap { DrawnDuration($0, &builder) }
        ignoresStream = reading[Keys.fallback] ?? false
        keepAliveEvery = reading[Keys.keepAliveEvery].flatMap { DrawnDuration($0, &builder) }
        faults.keepAliveForm = reading[Keys.keepAliveForm] ?? .comment
        faults.cutAfterEvents = reading[Keys.cutAfterEvents]
        faults.cutInsideEvent = reading[Keys.cutInsideEvent]
        faults.cutAtByte = reading[Keys.cutAtByte]
        faults.cutBreaksOff = reading[Keys.cutBreaksOff] ?? false
        faults.partials = reading[Keys.partials]?[Keys.count]
        faults.reordersPartials = reading[Keys.partials]?[Keys.reorder] ?? false
        faults.errorEventAfter = reading[Keys.errorEventAfter]
        faults.unknownEventAfter = reading[Keys.unknownEventAfter]
        faults.omitsDone = reading[Keys.omitDone] ?? false
        faults.omitsFinal = reading[Keys.omitFinal] ?? false
        readForm(reading)
    }

    /// How the stream looks on the wire.
    private mutating func readForm(_ reading: Reading) {
        faults.lineEnd = reading[Keys.lineEnd] ?? .lf
        faults.splitsCharacters = reading[Keys.splitUTF8] ?? false
        faults.breaksData = reading[Keys.multiLineData] ?? (reading[Keys.dataStyle] == .multiline)
        faults.omitsSpace = reading[Keys.dataStyle] == .noSpace
        faults.commentFirst = reading[Keys.commentFirst] ?? false
        faults.byteOrderMark = reading[Keys.byteOrderMark] ?? false
    }
}

extension Aspect {
    /// language.md §3.5
    static let sse = Aspect("sse", .table(Keys.table), "how a stream of events comes", at: .stream) {
        reading, builder, _ in StreamEffect(reading, &builder)
    }
}

private enum Keys {
    enum DataStyle: String, CaseIterable {
        case noSpace = "no_space"
        case multiline
    }

    static let table = Table(
        "`sse`",
        [
            eventDelay, keepAliveEvery, keepAliveForm, cutAfterEvents, cutInsideEvent, cutAtByte, cutBreaksOff,
            omitDone,
            omitFinal, partials, errorEventAfter, unknownEventAfter, lineEnd, dataStyle, splitUTF8, multiLineData,
            commentFirst, byteOrderMark, fallback,
        ], demands: [.atMostOne([cutAfterEvents, cutInsideEvent]), .needs(cutAtByte, cutInsideEvent)])

    static let eventDelay = Field(
        "event_delay", .parts(DrawnDuration.shape), "between two events, more than there is already")
    static let keepAliveEvery = Field(
        "keep_alive_every", .parts(DrawnDuration.shape), "a sign of life after so much silence; 0: none at all")
    static let keepAliveForm = Field<EventStreamFaults.KeepAliveForm>(
        "keep_alive_form", .choice("form", ["comment": .comment, "data": .data, "event": .event]),
        "how a sign of life looks; default `comment`")
    static let cutAfterEvents = Field("cut_after_events", .count, "the stream ends after so many")
    static let cutInsideEvent = Field(
        "cut_inside_event", .positive, "the stream ends in the middle of that event, counted from 1")
    static let cutAtByte = Field("cut_at_byte", .count, "of that event so many bytes still go out")
    static let cutBreaksOff = Field(
        "cut_breaks_off", .boolean, "a cut breaks the connection off; default: the body ends in good order")
    static let omitDone = Field("omit_done", .boolean, "no `[DONE]`")
    static let omitFinal = Field("omit_final", .boolean, "no final event")
    static let partials = Field(
        "partials", .table(Table("`partials`", [count, reorder], demands: [.atLeastOne([count, reorder])])),
        "the partial events")
    static let count = Field("count", .integer(0...1000), "how many partial events there are")
    static let reorder = Field("reorder", .boolean, "they come in the opposite order")
    static let errorEventAfter = Field(
        "error_event_after", .count, "an error event after so many, and nothing more")
    static let unknownEventAfter = Field(
        "unknown_event_after", .count, "after so many one of a type that nobody knows")
    static let lineEnd = Field<EventStreamFaults.LineEnd>(
        "line_end", .choice("line end", ["lf": .lf, "crlf": .crlf, "cr": .cr, "mixed": .mixed]), "default `lf`")
    static let dataStyle = Field<DataStyle>("data_style", .words("style"), "how `data:` lines are written")
    static let splitUTF8 = Field("split_utf8", .boolean, "pieces end inside characters")
    static let multiLineData = Field("multi_line_data", .boolean, "one event over several `data:` lines")
    static let commentFirst = Field("comment_first", .boolean, "begins with a comment")
    static let byteOrderMark = Field("bom", .boolean, "begins with a byte order mark")
    static let fallback = Field(
        "stream_fallback", .choice("word", ["json": true]), "no stream at all: the plain answer")
}
