import Documents
import Testing

@Suite struct MergePatchTests {
    /// RFC 7396, appendix A: original, patch, result.
    private static let examples = [
        [#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#],
        [#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#],
        [#"{"a":"b"}"#, #"{"a":null}"#, #"{}"#],
        [#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#],
        [#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#],
        [#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#],
        [#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#],
        [#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#],
        [#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#],
        [#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#],
        [#"{"a":"foo"}"#, "null", "null"],
        [#"{"a":"foo"}"#, #""bar""#, #""bar""#],
        [#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#],
        [#"[1,2]"#, #"{"a":"b","c":null}"#, #"{"a":"b"}"#],
        [#"{}"#, #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#],
    ]

    @Test(arguments: examples)
    func `the examples of the standard come out as it says`(example: [String]) throws {
        let nodes = try example.map { try JSONReader.read(Array($0.utf8)).root }
        #expect(nodes[0].merged(with: nodes[1]).json() == nodes[2].json())
    }
}
