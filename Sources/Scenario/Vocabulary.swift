import Core

/// What the providers contribute to the language: settings, errors and models. Handed in, since Scenario knows no dialect.
public struct Vocabulary: Sendable {
    public struct ProviderWords: Sendable {
        public var settings: [SettingDefinition]
        public var errors: Set<SemanticError>
        /// What `param` says for each of them; what is missing takes any text.
        public var params: [SemanticError: ErrorParam]
        /// nil: no models can be added to it.
        public var catalog: (any ModelCatalog)?

        public init(
            settings: [SettingDefinition], errors: Set<SemanticError>, params: [SemanticError: ErrorParam] = [:],
            catalog: (any ModelCatalog)? = nil
        ) {
            self.settings = settings
            self.errors = errors
            self.params = params
            self.catalog = catalog
        }
    }

    /// Only providers that this version serves.
    public var providers: [Provider: ProviderWords]

    public init(providers: [Provider: ProviderWords]) {
        self.providers = providers
    }
}
