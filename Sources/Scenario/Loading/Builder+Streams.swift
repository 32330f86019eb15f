import HTTPMessages

extension Builder {
    mutating func stream(_ reading: Reading) -> StreamEffect {
        var effect = StreamEffect()
        effect.eventDelay = reading["event_delay"].flatMap { drawn($0) }
        effect.ignoresStream = reading["stream_fallback"]?.text == "json"
        effect.faults.keepAliveEvery = reading["keep_alive_every"]?.duration
        effect.faults.keepAliveForm = keepAlive(reading["keep_alive_form"]?.text)
        effect.faults.cutAfterEvents = reading["cut_after_events"]?.integer
        effect.faults.cutInsideEvent = reading["cut_inside_event"]?.integer
        effect.faults.cutAtByte = reading["cut_at_byte"]?.integer
        effect.faults.cutBreaksOff = reading["cut_breaks_off"]?.flag ?? false
        effect.faults.partials = reading["partials"]?["count"]?.integer
        effect.faults.reordersPartials = reading["partials"]?["reorder"]?.flag ?? false
        effect.faults.errorEventAfter = reading["error_event_after"]?.integer
        effect.faults.unknownEventAfter = reading["unknown_event_after"]?.integer
        effect.faults.omitsDone = reading["omit_done"]?.flag ?? false
        effect.faults.omitsFinal = reading["omit_final"]?.flag ?? false
        form(reading, of: &effect.faults)
        return effect
    }

    /// How the stream looks on the wire.
    private func form(_ reading: Reading, of faults: inout EventStreamFaults) {
        faults.lineEnd =
            switch reading["line_end"]?.text {
            case "crlf": .crlf
            case "cr": .cr
            case "mixed": .mixed
            default: .lf
            }
        faults.splitsCharacters = reading["split_utf8"]?.flag ?? false
        let style = reading["data_style"]?.text
        faults.breaksData = reading["multi_line_data"]?.flag ?? (style == "multiline")
        faults.omitsSpace = style == "no_space"
        faults.commentFirst = reading["comment_first"]?.flag ?? false
        faults.byteOrderMark = reading["bom"]?.flag ?? false
    }

    private func keepAlive(_ word: String?) -> EventStreamFaults.KeepAliveForm {
        switch word {
        case "data": .data
        case "event": .event
        default: .comment
        }
    }
}
