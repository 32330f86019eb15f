import HTTPMessages
import Testing
import UnderstudyTesting

/// Providers that take a file inside an address read it alike (architecture.md, "The way of a request").
@Suite struct DataURLTests {
    private static let spellings = [
        "data:image/png;base64,aGk=", "DATA:Image/PNG;BASE64,aGk=", "data:image/png;name=a.png;base64,aGk=",
        "data:image/png;base64,a G\\nk", "data:image/png;base64,aGk%3D",
    ]
    private static let wrong = ["data:image/png;base64,a*k=", "data:image/png;base64", "data:image/png;base64,a"]

    /// `URL` stands for the address.
    private static let requests: [(path: String, key: String, method: String, body: String)] = [
        (
            "/getimg/v2/images/generations", "sk_a", "POST",
            #"{"model":"seedream-5-lite","prompt":"a","images":[{"url":"URL"}]}"#
        ),
        (
            "/openrouter/api/v1/images", "sk-or-a", "POST",
            #"""
            {"model":"google/gemini-2.5-flash-image","prompt":"a",
            "input_references":[{"type":"image_url","image_url":{"url":"URL"}}]}
            """#
        ),
        (
            "/lemondata/v1/images/generations", "sk-a", "POST",
            #"{"model":"gpt-image-2","prompt":"a","image_url":"URL"}"#
        ),
        ("/unified-tasks/upload", "sk-a", "PUT", #"{"base64":"URL"}"#),
    ]

    @Test(arguments: 0..<4)
    func `a data URL is taken however it is written, and refused where it is damaged`(index: Int) throws {
        let (path, key, method, body) = Self.requests[index]
        try withUnderstudy(.inProcess, scenario: "understudy: 1\nname: t\nclock: { mode: auto }\n") { server throws in
            for (urls, isTaken) in [(Self.spellings, true), (Self.wrong, false)] {
                for url in urls {
                    let answer = try server.send(
                        Request(
                            method: method, path: path,
                            headers: ["Authorization": "Bearer \(key)", "Content-Type": "application/json"],
                            body: Array(body.replacing("URL", with: url).utf8)))
                    #expect((answer.status < 300) == isTaken, "\(url): \(answer.status) \(answer.text)")
                }
            }
        }
    }
}
