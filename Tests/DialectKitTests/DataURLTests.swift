import DialectKit
import Testing

/// One reader for the data URLs of all providers (RFC 2397).
@Suite struct DataURLTests {
    @Test(arguments: [
        ("data:image/png;base64,aGk=", "image/png", "hi"), ("DATA:Image/PNG;BASE64,aGk=", "image/png", "hi"),
        ("data:image/png;name=a.png;charset=utf-8;base64,aGk=", "image/png", "hi"),
        ("data: image/png ; base64 ,aGk=", "image/png", "hi"),
        (" \n data:image/png;base64,aGk= \r\n", "image/png", "hi"),
        ("data:image/png;base64,a G\nk\t=\r\n", "image/png", "hi"), ("data:image/png;base64,aGk", "image/png", "hi"),
        ("data:image/png;base64,aGk%3D", "image/png", "hi"), ("data:;base64,aGk=", "", "hi"),
        ("data:;charset=utf-8;base64,aGk=", "", "hi"), ("data:image/png;base64,", "image/png", ""),
        ("data:image/png;base64,aGl=", "image/png", "hi"),
        // Without base64 the text itself, its escapes taken out.
        ("data:,a%20b,c", "", "a b,c"), ("data:text/plain;charset=utf-8,caf%C3%A9", "text/plain", "café"),
        ("data:text/plain;base64x,aGk=", "text/plain", "aGk="),
    ])
    func `a data URL is read however it is written`(text: String, type: String, content: String) throws {
        let url = try #require(DataURL(text))
        #expect(url.mediaType == type)
        #expect(url.bytes().map { String(decoding: $0, as: UTF8.self) } == content)
    }

    @Test(arguments: ["", "data:", "data:image/png;base64", "dat:,a", "https://a.test/data:,a", "xdata:,a"])
    func `what has no scheme or no comma is none`(text: String) {
        #expect(DataURL(text) == nil)
    }

    @Test(arguments: ["a*k=", "a", "aGk==", "aGk=aGk=", "====", "aGk%", "aGk%ZZ", "%FF", "a=Gk"])
    func `damaged data has no bytes`(data: String) throws {
        #expect(try #require(DataURL("data:image/png;base64,\(data)")).bytes() == nil)
    }

    @Test func `more bytes than are wanted are none`() throws {
        let url = try #require(DataURL("data:image/png;base64,aGkg"))
        #expect(url.bytes(atMost: 3) == Array("hi ".utf8))
        #expect(url.bytes(atMost: 2) == nil)
        #expect(try #require(DataURL("data:,abc")).bytes(atMost: 2) == nil)
    }
}
