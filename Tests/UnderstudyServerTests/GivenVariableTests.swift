import Core
import Testing
import UnderstudyServer

struct GivenVariableTests {
    private static let environment = CommandEnvironment(
        server: "http://127.0.0.1:4010",
        places: [
            .init(.openRouter, host: "http://127.0.0.1:4013", key: "sk-or-1"),
            .init(.getimg, host: "http://127.0.0.1:4015", key: "sk_1"),
        ])

    @Test(arguments: [
        ("A={getimg}", "A", "http://127.0.0.1:4015"), ("A={openrouter}", "A", "http://127.0.0.1:4013/api/v1"),
        ("A={openrouter.url}/x", "A", "http://127.0.0.1:4013/x"), ("_a1={getimg.key}", "_a1", "sk_1"),
        ("A={getimg}={getimg.key}", "A", "http://127.0.0.1:4015=sk_1"),
        (#"A={"url":"{getimg}","n":{}}"#, "A", #"{"url":"http://127.0.0.1:4015","n":{}}"#),
        ("A={ {getimg}", "A", "{ http://127.0.0.1:4015"),
    ])
    func `a template is filled with addresses and keys`(text: String, name: String, value: String) throws {
        let variable = try GivenVariable(text)
        #expect(variable.name == name)
        #expect(variable.value(in: Self.environment) == value)
    }

    @Test(arguments: [
        ("A", "takes NAME={PROVIDER}"), ("={getimg}", "takes NAME={PROVIDER}"),
        ("1A={getimg}", "takes NAME={PROVIDER}"),
        ("A-B={getimg}", "takes NAME={PROVIDER}"), ("A=getimg", "names no provider"), ("A=", "names no provider"),
        ("A={getmg}", "did you mean {getimg}?"), ("A={nobody-at-all}", "`lemondata`"),
        ("A={getimg.port}", "{getimg.url}"), ("A={getimg.}", "{getimg.url}"),
    ])
    func `one that cannot be filled is told of`(text: String, words: String) {
        let failure = #expect(throws: GivenVariable.Failure.self) { try GivenVariable(text) }
        #expect(failure?.description.contains(words) ?? false, "\(String(describing: failure))")
    }
}
