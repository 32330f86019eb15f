/// How a command finds the server and its providers: the variables of its environment.
public struct CommandEnvironment: Sendable, Equatable {
    /// A provider as the command reaches it.
    public struct Place: Sendable, Equatable {
        public var provider: Provider
        /// Stands for the provider's scheme and host; whole paths follow: `http://127.0.0.1:4011`.
        public var host: String
        /// A key that is taken there.
        public var key: String

        public init(_ provider: Provider, host: String, key: String) {
            self.provider = provider
            self.host = host
            self.key = key
        }

        /// What clients are configured with: `http://127.0.0.1:4011/api/v1`.
        public var base: String { host + provider.clientBasePath }
    }

    /// Of the control API: `http://127.0.0.1:4010`.
    public var server: String
    public var places: [Place]

    public init(server: String, places: [Place]) {
        self.server = server
        self.places = places
    }

    /// `UNDERSTUDY_URL`, then for each provider its address as clients are configured with it, its host and its key under our names, and
    /// the same under the names that its clients read by themselves.
    ///
    /// - Parameter providers: of which ones; nil: of all.
    public func variables(of providers: Set<Provider>? = nil) -> [(name: String, value: String)] {
        var variables = [(name: "UNDERSTUDY_URL", value: server)]
        for place in places where providers?.contains(place.provider) ?? true {
            let (provider, name) = (place.provider, "UNDERSTUDY_\(place.provider.environmentName)")
            variables += [("\(name)_BASE_URL", place.base), ("\(name)_URL", place.host), ("\(name)_KEY", place.key)]
            variables +=
                provider.baseURLVariables.map { ($0, place.base) } + provider.keyVariables.map { ($0, place.key) }
        }
        return variables
    }

    /// `NO_PROXY` and `no_proxy` as they have to be for clients to reach this machine by themselves.
    ///
    /// - Parameters:
    ///   - upper: what `NO_PROXY` is; nil: it is not set.
    ///   - lower: what `no_proxy` is.
    public static func proxyExceptions(upper: String?, lower: String?) -> [(name: String, value: String)] {
        [
            ("NO_PROXY", withThisMachine(upper ?? lower ?? "")), ("no_proxy", withThisMachine(lower ?? upper ?? "")),
        ]
    }

    private static func withThisMachine(_ exceptions: String) -> String {
        let known = exceptions.split(separator: ",").map { $0.filter { $0 != " " } }
        if known.contains("*") { return exceptions }
        return (known + ["127.0.0.1", "localhost"].filter { !known.contains($0) }).joined(separator: ",")
    }
}
