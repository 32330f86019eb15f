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
        #expect(bench.download(id, claim: first).refusal?.reason == .expiredLink)
        #expect(bench.download(id, claim: second).isAsset)
    }

    @Test func `a link that was rotated out answers what the rule says of dead ones, and a wrong one does not`() throws
    {
        let bench = try Bench(
            "rules: [{ name: rotates, then: { signed_url: { rotate: true, expired: { status: 410, body: empty } } } }]")
        let id = try #require(bench.create().job?.job.id)
        var old = try #require(bench.poll(id).claim("text"))
        bench.poll(id)
        #expect(bench.download(id, claim: old).foreign?.status == 410)
        old.signature = String(old.signature.dropLast()) + (old.signature.hasSuffix("0") ? "1" : "0")
        #expect(bench.download(id, claim: old).refusal?.reason == .invalidSignature)
    }

    private func plain(_ terms: String) throws -> (bench: Bench, id: String) {
        let bench = try Bench(
            "rules: [{ name: links, then: { signed_url: \(terms) } }]", dialect: MadeUpDialect(lifetime: .endless))
        return (bench, try #require(bench.create().job?.job.id))
    }

    @Test func `a plain link ends with the life that a rule gives it, counted from the job's end`() throws {
        let (bench, id) = try plain("{ ttl: 5s }")
        bench.sandbox.advance(by: .milliseconds(4_999))
        #expect(bench.download(id, claim: nil).isAsset)
        bench.poll(id)
        bench.sandbox.advance(by: .milliseconds(1))
        #expect(bench.download(id, claim: nil).refusal?.reason == .expiredLink)
    }

    @Test func `a plain link may be dead when it is handed out, and answer what the rule says`() throws {
        let (bench, id) = try plain("{ born_expired: true, expired: { status: 403, body: s3_xml } }")
        #expect(bench.download(id, claim: nil).foreign?.status == 403)
    }

    @Test func `a plain link that rotates dies with the next reading`() throws {
        let (bench, id) = try plain("{ rotate: true }")
        let first = try #require(bench.poll(id).job?.linkReading)
        #expect(bench.download(id, claim: nil, reading: first).isAsset)
        let second = try #require(bench.poll(id).job?.linkReading)
        #expect(bench.download(id, claim: nil, reading: first).refusal?.reason == .expiredLink)
        #expect(bench.download(id, claim: nil).refusal?.reason == .expiredLink)
        #expect(bench.download(id, claim: nil, reading: second).isAsset)
    }

    @Test func `a plain link lives for ever without a rule`() throws {
        let bench = try Bench(dialect: MadeUpDialect(lifetime: .endless))
        let id = try #require(bench.create().job?.job.id)
        bench.sandbox.advance(by: .seconds(1 << 30))
        #expect(bench.download(id, claim: nil).isAsset)
    }

    @Test func `links that were handed out stay good under another scenario, and its own jobs have other links`() throws
    {
        let bench = try Bench("seed: 1")
        let (id, claim) = try completed(bench)
        let other = try Bench("seed: 2")
        bench.sandbox.load(other.sandbox.scenario)
        #expect(bench.download(id, claim: claim).isAsset)
        #expect(bench.poll(id).claim("text") == claim)
        let (_, later) = try completed(bench)
        #expect(later.signature != claim.signature)
        #expect(later.signature == other.create().claim("text")?.signature)
    }

    @Test func `a link is the same whether its scenario was the first one of the server or the tenth`() throws {
        let first = try Bench("seed: 7")
        let bench = try Bench("seed: 1")
        for seed in 2...9 { bench.sandbox.load(try Bench("seed: \(seed)").sandbox.scenario) }
        bench.sandbox.reset()
        bench.sandbox.load(first.sandbox.scenario)
        #expect(try completed(bench) == completed(first))
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
