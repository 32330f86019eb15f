import Core
import Testing

struct CommandEnvironmentTests {
    private static let environment = CommandEnvironment(
        server: "http://127.0.0.1:4010",
        places: Provider.allCases.map { provider in
            .init(provider, host: "http://127.0.0.1:\(4011 + provider.place)", key: "key of \(provider.rawValue)")
        })

    private func table(_ variables: [(name: String, value: String)]) -> [String: String] {
        Dictionary(variables.map { ($0.name, $0.value) }) { first, _ in first }
    }

    @Test func `a command finds the server, and each provider as its clients are configured`() {
        let table = table(Self.environment.variables())
        #expect(table["UNDERSTUDY_URL"] == "http://127.0.0.1:4010")
        #expect(table["UNDERSTUDY_OPENROUTER_BASE_URL"] == "http://127.0.0.1:4013/api/v1")
        #expect(table["UNDERSTUDY_OPENROUTER_URL"] == "http://127.0.0.1:4013")
        #expect(table["UNDERSTUDY_LLM_STATS_KEY"] == "key of llm-stats")
    }

    @Test func `clients find what they read by themselves`() {
        let table = table(Self.environment.variables())
        #expect(table["OPENAI_BASE_URL"] == "http://127.0.0.1:4014/v1")
        #expect(table["OPENAI_API_KEY"] == "key of lemondata")
        #expect(table["GETIMG_AI_BASE_URL"] == "http://127.0.0.1:4015")
        #expect(table["GETIMG_API_KEY"] == "key of getimg")
        #expect(table["OPENROUTER_API_KEY"] == "key of openrouter")
    }

    @Test func `no name comes twice`() {
        let names = Self.environment.variables().map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test func `the variables of one provider leave those of others alone`() {
        let names = Self.environment.variables(of: [.getimg]).map(\.name)
        #expect(
            names == [
                "UNDERSTUDY_URL", "UNDERSTUDY_GETIMG_BASE_URL", "UNDERSTUDY_GETIMG_URL", "UNDERSTUDY_GETIMG_KEY",
                "GETIMG_AI_BASE_URL", "GETIMG_API_KEY",
            ])
    }

    @Test(
        arguments: [
            (nil, nil, "127.0.0.1,localhost", "127.0.0.1,localhost"),
            ("a.example", nil, "a.example,127.0.0.1,localhost", "a.example,127.0.0.1,localhost"),
            (nil, "a.example, localhost", "a.example,localhost,127.0.0.1", "a.example,localhost,127.0.0.1"),
            ("a.example", "b.example", "a.example,127.0.0.1,localhost", "b.example,127.0.0.1,localhost"),
            ("*", nil, "*", "*"),
        ] as [(String?, String?, String, String)])
    func `no proxy stands between a command and this machine`(
        upper: String?, lower: String?, wantedUpper: String, wantedLower: String
    ) {
        let set = table(CommandEnvironment.proxyExceptions(upper: upper, lower: lower))
        #expect(set == ["NO_PROXY": wantedUpper, "no_proxy": wantedLower])
    }
}
