/// One step through a YAML text, as libyaml's parser tells it.
struct YAMLEvent {
    enum Kind {
        case streamStart
        case streamEnd
        /// `isPlain` is false behind a directive other than `%YAML 1.2`.
        case documentStart(isPlain: Bool)
        case documentEnd
        case alias(String)
        /// `isPlain` is false for a quoted scalar or a block of text, which is always a string.
        case scalar(String, isPlain: Bool)
        case sequenceStart
        case sequenceEnd
        case mappingStart
        case mappingEnd
    }

    /// The end of all events: the text breaks the rules of YAML.
    struct Failure: Error {
        var message: String
        var place: Place
    }

    var kind: Kind
    var place: Place
    var anchor: String?
    var tag: String?
}
