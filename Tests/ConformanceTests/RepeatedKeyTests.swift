import HTTPMessages
import Testing
import UnderstudyTesting

/// A query that names a key twice is read by one rule for each provider: the other value is not looked at.
@Suite struct RepeatedKeyTests {
    @Test(arguments: [
        ("/llm-stats/v1/generations/gen_none", "wait=0", "wait=long", "ze_a", 404, true),
        ("/openrouter/api/v1/generation", "id=gen-none", "id=", "sk-or-a", 404, true),
        ("/getimg/v2/models", "type=image", "type=smells", "sk_a", 200, true),
        ("/unified-tasks/v1/models", "category=image", "category=smells", "sk-a", 200, false),
        ("/unified-tasks/v1/tasks", "limit=5", "limit=many", "sk-a", 200, false),
        ("/lemondata/v1/models", "category=image", "category=smells", "sk-a", 200, false),
        ("/lemondata/v1/models", "tag=edit", "tag=", "sk-a", 200, false),
    ])
    func `the first or the last of two values counts, at every route alike`(
        path: String, good: String, bad: String, key: String, status: Int, isFirst: Bool
    ) throws {
        try withUnderstudy(.inProcess) { server throws in
            for (query, isGood) in [("\(good)&\(bad)", isFirst), ("\(bad)&\(good)", !isFirst)] {
                let answer = try server.get("\(path)?\(query)", key: key)
                #expect(answer.status == (isGood ? status : 400), "\(query): \(answer.text)")
            }
        }
    }
}
