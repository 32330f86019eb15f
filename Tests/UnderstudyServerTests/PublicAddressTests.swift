import Core
import HTTPMessages
import Testing

@testable import UnderstudyServer

/// Where links begin behind a proxy.
@Suite struct PublicAddressTests {
    private static let own = "http://10.0.0.9:4010"

    private func base(
        _ headers: Headers, peer: String = "10.0.0.1", trusting proxies: [String] = ["10.0.0.0/8"], url: String? = nil,
        isMain: Bool = true
    ) throws -> String {
        var configuration = Service.Configuration(try scenarios("understudy: 1\nname: t\n"))
        for proxy in proxies { try configuration.trustProxy(proxy) }
        if let url { try configuration.showPublicly(at: url) }
        var request = Request(method: "GET", path: "/", headers: headers, base: Self.own, peer: peer)
        try configuration.address.lead(&request, isMain: isMain)
        return request.base
    }

    @Test(arguments: [
        ([] as [(String, String)], own),
        ([("X-Forwarded-Proto", "https")], "https://10.0.0.9:4010"),
        ([("X-Forwarded-Host", "media.example")], "http://media.example"),
        ([("X-Forwarded-Proto", "HTTPS"), ("X-Forwarded-Host", "media.example:8443")], "https://media.example:8443"),
        ([("X-Forwarded-Prefix", "/mock")], own + "/mock"), ([("X-Forwarded-Prefix", "/a/b/")], own + "/a/b"),
        ([("X-Forwarded-Prefix", "/")], own), ([("X-Forwarded-Prefix", "")], own),
        // The first proxy is next to the client.
        ([("X-Forwarded-Proto", "https, http"), ("X-Forwarded-Host", " a.example , b.example")], "https://a.example"),
        ([("Forwarded", "for=192.0.2.60;proto=https;host=media.example")], "https://media.example"),
        ([("Forwarded", "Proto=\"https\"; Host=\"[fd00::1]:8443\", proto=http;host=b")], "https://[fd00::1]:8443"),
        ([("Forwarded", "for=\"a,b;\\\"c\";host=media.example")], "http://media.example"),
        ([("Forwarded", "for=_hidden"), ("X-Forwarded-Proto", "https")], "https://10.0.0.9:4010"),
        ([("Forwarded", "proto=https"), ("X-Forwarded-Proto", "http")], "https://10.0.0.9:4010"),
        ([("Forwarded", ""), ("X-Forwarded-Host", "media.example")], "http://media.example"),
    ])
    func `a trusted proxy says where its client has come to`(fields: [(String, String)], base: String) throws {
        var headers: Headers = [:]
        for (name, value) in fields { headers.append(name, value) }
        #expect(try self.base(headers) == base)
    }

    @Test(arguments: [
        ("X-Forwarded-Proto", "ftp"), ("X-Forwarded-Host", "a/b"), ("X-Forwarded-Host", "user@host"),
        ("X-Forwarded-Prefix", "mock"), ("X-Forwarded-Prefix", "//evil.example"), ("X-Forwarded-Prefix", "/a?b"),
        ("Forwarded", "proto"), ("Forwarded", "=https"), ("Forwarded", "proto=https;proto=http"),
        ("Forwarded", "host=\"a"), ("Forwarded", "host="),
    ])
    func `what a trusted proxy says amiss is refused`(name: String, value: String) throws {
        var headers: Headers = [:]
        headers.append(name, value)
        #expect(throws: ForwardedRequest.Fault.self) { try base(headers) }
        #expect(try base(headers, peer: "192.168.0.1") == Self.own, "nobody else is listened to")
    }

    @Test(arguments: ["192.168.0.1", "11.0.0.1", "fd00::1", ""])
    func `others are not believed`(peer: String) throws {
        let headers: Headers = ["X-Forwarded-Proto": "https", "Forwarded": "host=evil.example"]
        #expect(try base(headers, peer: peer) == Self.own)
    }

    @Test(arguments: ["https://media.example/mock", "https://media.example/mock/", "https://media.example/mock//"])
    func `a public URL stands before whatever a request says`(url: String) throws {
        #expect(try base(["X-Forwarded-Host": "other"], url: url) == "https://media.example/mock")
        #expect(try base([:], url: url, isMain: false) == Self.own, "a provider's own port is elsewhere")
    }

    @Test(arguments: ["media.example", "ftp://a", "https://a/?b", "https://a/#b", "https://u@a/", ""])
    func `what is no URL is refused`(url: String) {
        #expect(throws: Service.Configuration.Failure.self) { try base([:], url: url) }
    }

    @Test(arguments: ["proxy", "10.0.0.0/33", "", "10.0.0.0/8,127.0.0.1"])
    func `what is no range of addresses is refused`(range: String) {
        #expect(throws: Service.Configuration.Failure.self) { try base([:], trusting: [range]) }
    }
}
