/// Something that happened in a sandbox and that a user should hear of, although no request asked for it.
public struct SandboxNote: Sendable, Equatable {
    public var sandbox: String
    /// A sentence.
    public var text: String
    /// Whether something is wrong.
    public var isWarning: Bool

    public init(sandbox: String, _ text: String, isWarning: Bool = false) {
        self.sandbox = sandbox
        self.text = text
        self.isWarning = isWarning
    }
}

extension Sandbox {
    /// Tells whoever reads the log.
    public func tell(_ text: String, isWarning: Bool = false) {
        note(SandboxNote(sandbox: name, text, isWarning: isWarning))
    }
}
