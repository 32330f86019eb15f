import DialectKit
import HTTPMessages
import Testing

/// The shared reading of paths, queries and keys.
@Suite struct RequestReadingTests {
    @Test(
        arguments: [
            ("/", [""]), ("/v1/tasks", ["v1", "tasks"]), ("/v1//tasks/", ["v1", "", "tasks", ""]),
            ("/a%20b/%E2%82%AC", ["a b", "€"]), ("/a%2Fb", ["a/b"]), ("/%zz", nil), ("/%2", nil), ("/%", nil),
            ("/%FF", nil),
        ] as [(String, [String]?)])
    func `a path is split before it is decoded`(path: String, segments: [String]?) {
        #expect(pathSegments(path) == segments)
    }

    @Test(
        arguments: [
            ("/v1/tasks/abc", "abc"), ("/v1/tasks/a b", "a b"), ("/v1/tasks/é", "é"), ("/v1/tasks/", nil),
            ("/v1/tasks", nil), ("/v1/tasks/a/b", nil), ("/v1/tasks/a%20b", nil), ("/v1/task/abc", nil), ("", nil),
        ] as [(String, String?)])
    func `a plain segment below a beginning is taken as it is, and anything else is left to the long way`(
        path: String, segment: String?
    ) {
        #expect(plainSegment(path, below: "/v1/tasks/") == segment)
        if let segment { #expect(pathSegments(path)?.last == segment) }
    }

    @Test(arguments: [
        ("", []), ("a=1&b=2", ["a|1", "b|2"]), ("a", ["a|"]), ("a=", ["a|"]), ("&&a=b=c", ["a|b=c"]),
        ("q=a+b%2B", ["q|a b+"]), ("q=100%", ["q|100%"]), ("%61=%zz", ["a|%zz"]),
    ])
    func `a query gives names and values in their order`(query: String, pairs: [String]) {
        #expect(queryValues(query).map { "\($0.name)|\($0.value)" } == pairs)
    }

    @Test(
        arguments: [
            (nil, Credential.missing), ("Bearer sk-a", .key("sk-a")), ("bearer  sk-a", .key("sk-a")),
            ("BEARER k", .key("k")),
            ("", .malformed), ("Bearer", .malformed), ("Bearer ", .malformed), ("Basic abc", .malformed),
            ("Bearer a b", .malformed), ("Bearer kéy", .malformed), ("sk-a", .malformed), ("@earer k", .malformed),
        ] as [(String?, Credential)])
    func `a key comes as a bearer token`(field: String?, credential: Credential) {
        let headers: Headers = field.map { ["Authorization": $0] } ?? [:]
        #expect(bearerKey(Request(method: "GET", path: "/", headers: headers)) == credential)
    }
}
