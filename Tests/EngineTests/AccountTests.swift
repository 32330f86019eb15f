import Core
import Engine
import Testing

@Suite struct AccountTests {
    @Test func `with no accounts listed a key of the provider's form is an account of its own`() throws {
        let bench = try Bench()
        let id = try #require(bench.create(key: "any-1").job?.job.id)
        #expect(bench.poll(id, key: "any-1").job?.state == .completed)
        #expect(bench.poll(id, key: "any-2").refusal?.reason == .notFound)
        #expect(bench.create(key: "other").refusal?.reason == .unauthenticated)
    }

    @Test func `with accounts listed only their keys are known`() throws {
        let bench = try Bench("accounts: [{ name: alice, keys: [one, two] }]")
        let id = try #require(bench.create(key: "one").job?.job.id)
        #expect(bench.poll(id, key: "two").job != nil)
        #expect(bench.create(key: "any-1").refusal?.reason == .unauthenticated)
    }

    @Test(arguments: [("made-*", true), ("getimg:made-up", true), ("llm-stats:made-up", false), ("other", false)])
    func `an account uses the models that its globs name`(glob: String, isEnabled: Bool) throws {
        let bench = try Bench("accounts: [{ name: alice, keys: [one], models: [\"\(glob)\"] }]")
        #expect((bench.create(key: "one").refusal?.reason == .modelUnavailable) == !isEnabled)
    }

    @Test func `an account's name does not give its key away`() throws {
        let bench = try Bench()
        let account = bench.create(key: "any-secret").job?.job.account
        #expect(account?.hasPrefix("key-") == true)
        #expect(account?.contains("secret") == false)
    }
}
