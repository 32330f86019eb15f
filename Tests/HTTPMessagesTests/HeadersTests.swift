import HTTPMessages
import Testing

struct HeadersTests {
    @Test func `a value in parts is their whole, and can be replaced`() {
        var headers: Headers = ["Host": "example"]
        headers.append("Location", parts: "http://a", "/b/", "ü")
        headers.append("Empty", parts: "", "")
        headers.append("X", "y")
        #expect(headers.map { "\($0.name)=\($0.value)" } == ["Host=example", "Location=http://a/b/ü", "Empty=", "X=y"])
        headers.set("location", "c")
        #expect(headers["Location"] == "c" && headers["x"] == "y" && headers["Empty"] == "")
    }
}
