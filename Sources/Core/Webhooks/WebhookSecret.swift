/// What webhooks are signed with, as it was configured. It never shows itself, whatever prints it.
public struct WebhookSecret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    let text: String

    /// The secret itself, for whoever covers it where it stands.
    public var plainText: String { text }

    public init(_ text: String) {
        self.text = text
    }

    public var description: String { "***" }
    public var debugDescription: String { "***" }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Why a text is no secret of a scheme, and what would be one. The text itself is not in it.
public struct SecretFault: Error, Sendable, Equatable, CustomStringConvertible {
    public var description: String
}
