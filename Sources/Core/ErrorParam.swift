/// What the `param` of an error that a scenario names says at a provider.
public enum ErrorParam: Sendable, Equatable {
    /// Any text: the field that is to blame, or a detail of the provider's own.
    case text
    /// One of a few words, which picks a finer kind of the error. Without any the error has no `param` there.
    case words([String])

    public static let nothing = ErrorParam.words([])
}
