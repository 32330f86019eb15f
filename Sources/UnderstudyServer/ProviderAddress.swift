import Core

/// Where a provider is reached.
public struct ProviderAddress: Sendable {
    /// `openrouter`
    public let name: String
    /// Stands for the provider's scheme and host; whole paths follow: `http://127.0.0.1:4010/openrouter`.
    public let host: String
    /// The base URL that its clients are configured with: `http://127.0.0.1:4010/openrouter/api/v1`.
    public let base: String
    public let port: Int

    init(_ provider: Provider, host: String, port: Int) {
        name = provider.rawValue
        self.host = host
        base = host + provider.clientBasePath
        self.port = port
    }
}
