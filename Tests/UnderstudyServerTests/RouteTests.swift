import Testing

@testable import UnderstudyServer

@Suite struct RouteTests {
    @Test func `a provider is found by its prefix, and its path stays as it came`() {
        for (path, below) in [
            ("/getimg/v2/models", "/v2/models"), ("/getimg/v2/a%2Fb/", "/v2/a%2Fb/"), ("/getimg", "/"),
        ] {
            #expect(Route(path) == .provider(.getimg, sandbox: nil, prefix: 7))
            #expect(Route.path(path, below: 7) == below)
        }
    }

    @Test func `a sandbox stands before the provider and belongs to the base`() {
        #expect(
            Route("/sandbox/one/llm-stats/v1/generations") == .provider(.llmStats, sandbox: "one", prefix: 22))
        #expect(Route.path("/sandbox/one/llm-stats/v1/generations", below: 22) == "/v1/generations")
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
        #expect(Route(path) == .unknown)
    }
}
