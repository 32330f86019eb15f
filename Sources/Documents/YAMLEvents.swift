import CYAML

/// libyaml's parser over a copy of the text. Outside this file nothing sees a pointer of C.
@safe struct YAMLEvents: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let text: UnsafeMutableBufferPointer<UInt8>
    private let isReady: Bool

    init(_ bytes: [UInt8]) {
        unsafe parser = .allocate(capacity: 1)
        unsafe text = .allocate(capacity: bytes.count)
        _ = unsafe text.initialize(fromContentsOf: bytes)
        isReady = unsafe yaml_parser_initialize(parser) == 1
        guard isReady else { return }
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    deinit {
        if isReady { unsafe yaml_parser_delete(parser) }
        unsafe parser.deallocate()
        unsafe text.deallocate()
    }

    mutating func next() throws(YAMLEvent.Failure) -> YAMLEvent {
        var event = unsafe yaml_event_t()
        guard isReady, unsafe yaml_parser_parse(parser, &event) == 1 else { throw failure }
        defer { unsafe yaml_event_delete(&event) }
        return unsafe YAMLEvent(event)
    }

    /// Why the parser went no further. Only a text that cannot be decoded has an offset and no mark.
    private var failure: YAMLEvent.Failure {
        guard isReady, let problem = unsafe parser.pointee.problem else {
            return YAMLEvent.Failure(message: "there is not enough memory to read the text", place: .nowhere)
        }
        let message = unsafe "this is not valid YAML: \(String(cString: problem))"
        if unsafe parser.pointee.error == YAML_READER_ERROR {
            let place = unsafe Place(ofByte: parser.pointee.problem_offset, in: text.span)
            return YAMLEvent.Failure(message: message, place: place)
        }
        let place = unsafe place(of: parser.pointee.problem_mark)
        if unsafe text.span.hasTab(at: place) {
            let message = "this is not valid YAML: a tab stands here, and only spaces may indent a line; use spaces"
            return YAMLEvent.Failure(message: message, place: place)
        }
        guard let context = unsafe parser.pointee.context else {
            return YAMLEvent.Failure(message: message, place: place)
        }
        let whole = unsafe "\(message), \(String(cString: context)) from line \(parser.pointee.context_mark.line + 1)"
        return YAMLEvent.Failure(message: whole, place: place)
    }

    /// At the end of a last line without a break libyaml counts one line too many.
    private func place(of mark: yaml_mark_t) -> Place {
        let length = unsafe text.span.indices.count { unsafe text[$0] & 0xC0 != 0x80 }
        return unsafe mark.index < length ? Place(mark) : Place(ofByte: text.count, in: text.span)
    }
}

extension YAMLEvent {
    fileprivate init(_ event: yaml_event_t) {
        place = unsafe Place(event.start_mark)
        let data = unsafe event.data
        switch unsafe event.type {
        case YAML_DOCUMENT_START_EVENT:
            kind = unsafe .documentStart(isPlain: data.document_start.isPlain)
        case YAML_DOCUMENT_END_EVENT:
            kind = .documentEnd
        case YAML_ALIAS_EVENT:
            kind = unsafe .alias(String(data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            let bytes = unsafe UnsafeBufferPointer(start: data.scalar.value, count: data.scalar.length)
            kind = unsafe .scalar(
                String(decoding: bytes, as: UTF8.self), isPlain: data.scalar.style == YAML_PLAIN_SCALAR_STYLE)
            unsafe (anchor, tag) = (String(data.scalar.anchor), String(data.scalar.tag))
        case YAML_SEQUENCE_START_EVENT:
            kind = .sequenceStart
            unsafe (anchor, tag) = (String(data.sequence_start.anchor), String(data.sequence_start.tag))
        case YAML_SEQUENCE_END_EVENT:
            kind = .sequenceEnd
        case YAML_MAPPING_START_EVENT:
            kind = .mappingStart
            unsafe (anchor, tag) = (String(data.mapping_start.anchor), String(data.mapping_start.tag))
        case YAML_MAPPING_END_EVENT:
            kind = .mappingEnd
        case YAML_STREAM_START_EVENT:
            kind = .streamStart
        default:
            kind = .streamEnd
        }
    }
}

extension yaml_event_s.__Unnamed_union_data.__Unnamed_struct_document_start {
    fileprivate var isPlain: Bool {
        guard unsafe tag_directives.start == tag_directives.end else { return false }
        guard let version = unsafe version_directive?.pointee else { return true }
        return version.major == 1 && version.minor == 2
    }
}

extension Place {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(line: Int(clamping: mark.line) + 1, column: Int(clamping: mark.column) + 1)
    }
}

extension String {
    fileprivate init?(_ text: UnsafeMutablePointer<yaml_char_t>?) {
        guard let text = unsafe text else { return nil }
        self = unsafe String(cString: text)
    }
}

extension Span<UInt8> {
    fileprivate func hasTab(at place: Place) -> Bool {
        var (line, column) = (1, 1)
        for index in indices where self[index] & 0xC0 != 0x80 {
            if line == place.line && column == place.column { return self[index] == UInt8(ascii: "\t") }
            (line, column) = self[index] == UInt8(ascii: "\n") ? (line + 1, 1) : (line, column + 1)
        }
        return false
    }
}
