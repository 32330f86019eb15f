import Core
import DialectKit
import Engine
import TestSupport
import Testing
import Time

@Suite struct LinkTests {
    private func completed(_ bench: Bench) throws -> (id: String, claim: LinkClaim) {
        let caller = bench.create()
        return (try #require(caller.job?.job.id), try #require(caller.claim("text")))
    }

    @Test func `a link is good until its end and then expired`() throws {
        let bench = try Bench()
        let (id, claim) = try completed(bench)
        #expect(bench.download(id, claim: claim).isAsset)
        bench.sandbox.advance(by: .milliseconds(59_999))
        #expect(bench.download(id, claim: claim).isAsset)
        bench.sandbox.advance(by: .milliseconds(1))
        #expect(bench.download(id, claim: claim).refusal?.reason == .expiredLink)
    }

    @Test func `links and Date that are stamped by the wall clock go by it alone`() throws {
        let bench = try Bench(clock: "manual, stamps: wall")
        let (id, claim) = try completed(bench)
        #expect(claim.expires == HandTime.wallStart.unixSeconds + 60)
        bench.sandbox.advance(by: .seconds(3_600))
        let polled = try #require(bench.poll(id).answer.withLock { $0 })
        #expect(polled.date == HandTime.wallStart)
        #expect(polled.context.now == Timestamp(unixSeconds: 1_767_225_600 + 3_600))
        #expect(bench.download(id, claim: claim).isAsset)
        bench.real.pass(.seconds(60))
        #expect(bench.download(id, claim: claim).refusal?.reason == .expiredLink)
        #expect(bench.poll(id).answer.withLock { $0?.date } == HandTime.wallStart + .seconds(60))
    }

    @Test func `editing the end makes a link wrong, not longer`() throws {
        let bench = try Bench()
        var (id, claim) = try completed(bench)
        bench.sandbox.advance(by: .seconds(100))
        claim.expires += 1_000
        claim.text += Array("1000".utf8)
        #expect(bench.download(id, claim: claim).refusal?.reason == .invalidSignature)
    }

    @Test(arguments: ["download", "poll", "create", "any"])
    func `a rule about links counts at the step that it names`(step: String) throws {
        let bench = try Bench("rules: [{ name: short, on: \(step), then: { signed_url: { ttl: 5s } } }]")
        let (id, created) = try completed(bench)
        let claim = try #require(step == "poll" ? bench.poll(id).claim("text") : created)
        bench.sandbox.advance(by: .seconds(5))
        #expect(bench.download(id, claim: claim).refusal?.reason == .expiredLink)
    }

    @Test func `a link that is fixed at the end stays the same on each reading`() throws {
        let bench = try Bench()
        let (id, claim) = try completed(bench)
        bench.sandbox.advance(by: .seconds(10))
        #expect(bench.poll(id).claim("text") == claim)
    }

    @Test func `a link from each reading begins anew`() throws {
        let bench = try Bench(dialect: MadeUpDialect(lifetime: .fromReading(.seconds(60))))
        let (id, claim) = try completed(bench)
        bench.sandbox.advance(by: .seconds(10))
        #expect(bench.poll(id).claim("text")?.expires == claim.expires + 10)
    }

    @Test func `a link that is born expired never works`() throws {
        let bench = try Bench("rules: [{ name: dead, then: { signed_url: { born_expired: true } } }]")
        let (id, claim) = try completed(bench)
        #expect(bench.download(id, claim: claim).refusal?.reason == .expiredLink)
    }

    @Test func `a link that rotates dies with the next reading`() throws {
        let bench = try Bench("rules: [{ name: rotates, then: { signed_url: { rotate: true } } }]")
        let id = try #require(bench.create().job?.job.id)
        let first = try #require(bench.poll(id).claim("text"))
        #expect(bench.download(id, claim: first).isAsset)
        let second = try #require(bench.poll(id).claim("text"))
        #expect(bench.download(id, claim: first).refusal?.reason == .invalidSignature)
        #expect(bench.download(id, claim: second).isAsset)
    }

    @Test func `an expired link can answer as an object store does`() throws {
        let bench = try Bench(
            "rules: [{ name: store, then: { signed_url: { ttl: 1s, expired: { status: 403, body: s3_xml } } } }]")
        let (id, claim) = try completed(bench)
        bench.sandbox.advance(by: .seconds(1))
        let answer = bench.download(id, claim: claim).foreign
        #expect(answer?.status == 403)
        #expect(answer.map { String(decoding: $0.body, as: UTF8.self) }?.contains("<Code>AccessDenied</Code>") == true)
    }
}
