import Core

/// What the providers contribute to the language: settings and errors. Handed in, since Scenario knows no dialect.
public struct Vocabulary: Sendable {
    public struct ProviderWords: Sendable {
        public var settings: [SettingDefinition]
        public var errors: Set<SemanticError>

        public init(settings: [SettingDefinition], errors: Set<SemanticError>) {
            self.settings = settings
            self.errors = errors
        }
    }

    /// Only providers that this version serves.
    public var providers: [Provider: ProviderWords]

    public init(providers: [Provider: ProviderWords]) {
        self.providers = providers
    }
}
