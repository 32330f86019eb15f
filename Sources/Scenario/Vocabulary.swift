import Core

/// What the providers contribute to the language: settings, errors and models. Handed in, since Scenario knows no dialect.
public struct Vocabulary: Sendable {
    public struct ProviderWords: Sendable {
        public var settings: [SettingDefinition]
        public var errors: Set<SemanticError>
        /// What stands for one that it lacks; what is missing has nothing near.
        public var nearest: [SemanticError: SemanticError]
        /// The steps that its requests can be, each with its methods.
        public var steps: [Step: Set<String>]
        /// The status that one of them is answered with under the provider's settings; nil: it is not known.
        public var status: @Sendable (SemanticError, Settings) -> Int?
        /// Those whose answer tells the message that a rule gives; nil: all.
        public var messages: Set<SemanticError>?
        /// The members that answers about jobs can have, wherever they stand; nil: it is not known.
        public var jobMembers: Set<String>?
        /// Those that the provider gives before it looks at its rate limit.
        public var beforeLimits: Set<SemanticError>
        /// What `param` says for each of them; what is missing takes any text.
        public var params: [SemanticError: ErrorParam]
        /// What rules about links and files have to act on.
        public var files: FileDelivery
        /// What nobody polls, in words, since its create is answered with the result; nil: everything is polled.
        public var unpolled: String?
        /// nil: no models can be added to it.
        public var catalog: (any ModelCatalog)?

        public init(
            settings: [SettingDefinition], errors: Set<SemanticError>, nearest: [SemanticError: SemanticError] = [:],
            steps: [Step: Set<String>] = Vocabulary.everyStep,
            status: @escaping @Sendable (SemanticError, Settings) -> Int? = { _, _ in nil },
            messages: Set<SemanticError>? = nil, jobMembers: Set<String>? = nil,
            beforeLimits: Set<SemanticError> = [], params: [SemanticError: ErrorParam] = [:],
            files: FileDelivery = FileDelivery(linkedAt: [.create, .poll]), unpolled: String? = nil,
            catalog: (any ModelCatalog)? = nil
        ) {
            self.settings = settings
            self.errors = errors
            self.nearest = nearest
            self.steps = steps
            self.status = status
            self.messages = messages
            self.jobMembers = jobMembers
            self.beforeLimits = beforeLimits
            self.params = params
            self.files = files
            self.unpolled = unpolled
            self.catalog = catalog
        }
    }

    /// Of a provider that has all steps.
    public static let everyStep = Dictionary(
        uniqueKeysWithValues: Step.allCases.map { ($0, ["GET", "HEAD", "POST", "PUT", "DELETE"] as Set<String>) })

    /// Only providers that this version serves.
    public var providers: [Provider: ProviderWords]

    public init(providers: [Provider: ProviderWords]) {
        self.providers = providers
    }
}
