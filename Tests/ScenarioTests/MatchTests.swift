import Core
import Documents
import HTTPMessages
import Scenario
import Testing

@Suite struct MatchTests {
    private func fits(_ match: String, _ subject: Subject) throws -> Bool {
        var play = try Play(rules: "- { name: r, match: \(match), then: { latency: 1s } }")
        return play.decide(subject).latency != nil
    }

    private static let body: Node = [
        "input": ["duration": 8, "seed": nil, "images": [["url": "https://a"], ["url": "https://b"]]],
        "tags": ["x", "y"],
    ]

    @Test(arguments: [
        ("{ provider: getimg }", true), ("{ provider: [llm-stats, unified-tasks] }", false),
        ("{ model: google/* }", true), ("{ model: google/veo-3 }", true), ("{ model: google/veo }", false),
        ("{ model: [kling/*, '*veo*'] }", true), ("{ model: 'google/veo-?' }", true),
        ("{ model: google/veo-30 }", false),
        ("{ account: al* }", true), ("{ account: bob }", false), ("{ path: /v2/* }", true), ("{ path: /v1/* }", false),
        ("{ modality: image }", true), ("{ modality: [video, audio] }", false),
        ("{ method: POST }", true), ("{ method: GET }", false),
        ("{ prompt: a paper boat }", true), ("{ prompt: { contains: paper } }", true),
        ("{ prompt: { starts_with: a, not: { contains: boat } } }", false),
        ("{ prompt: { matches: 'p[a-z]+r\\b' } }", true), ("{ prompt: { in: [x, a paper boat] } }", true),
        ("{ header.x-note: 5 }", true), ("{ header.X-Note: { gt: 4 } }", true),
        ("{ header.x-none: { exists: false } }", true),
        ("{ header.x-none: a }", false), ("{ query.page: 'a b' }", true), ("{ query.empty: '' }", true),
        ("{ query.none: { exists: true } }", false),
        ("{ body.input.duration: 8 }", true), ("{ body.input.duration: { gte: 5, lt: 8 } }", false),
        ("{ 'body.input.images[1].url': { glob: 'https://?' } }", true),
        ("{ 'body.input.images[2].url': { exists: true } }", false),
        ("{ body.input.seed: null }", true), ("{ body.tags: { contains: y } }", true),
        ("{ body.tags: { equals: [x, y] } }", true),
        ("{ attempt: 2 }", true), ("{ attempt: { gt: 2 } }", false),
        ("{ job.status: running }", true), ("{ job.status: { in: [queued, failed] } }", false),
        ("{ job.age: { gt: 30s, lte: 90s } }", true), ("{ job.age: 1m30s }", true), ("{ job.age: { lt: 90s } }", false),
        ("{ job.polls: { gte: 3 } }", true), ("{ job_id: 'gen_*' }", true), ("{ job_id: x }", false),
        ("{ any_of: [{ model: x }, { attempt: 2 }] }", true), ("{ any_of: [{ model: x }, { attempt: 3 }] }", false),
        ("{ any_of: [{ attempt: 2 }], account: bob }", false),
    ])
    func `a match holds or not`(match: String, holds: Bool) throws {
        let job = Subject.JobFacts(id: "gen_1", status: .running, age: .seconds(90), polls: 3)
        let subject = subject(
            query: "page=a+b&empty&x=%zz", headers: ["X-Note": "5"], body: Self.body, job: job, attempt: 2)
        #expect(try fits(match, subject) == holds)
    }

    @Test(arguments: [
        "{ account: '*' }", "{ model: '*' }", "{ prompt: { glob: '*' } }", "{ job_id: '*' }", "{ modality: text }",
        "{ job.age: { gte: 0 } }",
    ])
    func `what is not there fits no pattern`(match: String) throws {
        #expect(try !fits(match, subject(account: nil, model: nil, modality: nil, prompt: nil)))
    }
}
