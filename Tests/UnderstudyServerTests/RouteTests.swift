import Testing

@testable import UnderstudyServer

@Suite struct RouteTests {
    @Test func `a provider is found by its prefix, and its path stays as it came`() {
        #expect(Route("/getimg/v2/models") == .provider(.getimg, sandbox: "default", prefix: "/getimg", path: "/v2/models"))
        #expect(Route("/getimg/v2/a%2Fb/") == .provider(.getimg, sandbox: "default", prefix: "/getimg", path: "/v2/a%2Fb/"))
        #expect(Route("/getimg") == .provider(.getimg, sandbox: "default", prefix: "/getimg", path: "/"))
    }

    @Test func `a sandbox stands before the provider and belongs to the base`() {
        #expect(
            Route("/sandbox/one/llm-stats/v1/generations")
                == .provider(.llmStats, sandbox: "one", prefix: "/sandbox/one/llm-stats", path: "/v1/generations"))
        #expect(Route("/sandbox/one") == .unknown)
        #expect(Route("/sandbox//getimg/v2") == .unknown)
    }

    @Test func `the control API and the index have their places`() {
        #expect(Route("/_understudy/health") == .control(path: "/health"))
        #expect(Route("/_understudy") == .control(path: "/"))
        #expect(Route("/") == .index)
    }

    @Test(arguments: ["/getimgs/v2", "//getimg", "/GETIMG", "/v2/models", "/%67etimg", ""])
    func `nothing else leads anywhere`(path: String) {
        #expect(Route(path) == .unknown || Route(path) == .index && path.isEmpty)
    }
}
