import Testing
import UnderstudyTesting

@Suite struct TestServerTests {
    @Test(arguments: Reach.allCases)
    func `a server is given back when its test is over`(by reach: Reach) throws {
        weak var server: (any TestServer)?
        try withUnderstudy(reach, scenario: "understudy: 1\nname: t\nclock: { mode: auto }") { running throws in
            server = running
            let key = "ze_test"
            #expect(try running.get("/llm-stats/v1/models", key: key).status == 200)
            let create = #"{"model":"flux-1.1-pro","input":{"prompt":"kite"},"wait":60}"#
            #expect(try running.post("/llm-stats/v1/generations", key: key, create).status == 200)
        }
        #expect(server == nil)
    }
}
