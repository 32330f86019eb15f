import Core
import Testing

struct IPAddressTests {
    @Test(arguments: [
        ("127.0.0.1", true), ("127.255.255.254", true), ("128.0.0.1", false), ("126.255.255.255", false), ("::1", true),
        ("::2", false), ("::", false), ("::ffff:127.0.0.1", true), ("::ffff:128.0.0.1", false),
        ("::127.0.0.1", false), ("64:ff9b::7f00:1", false), ("2002:7f00:1::", false),
        ("1:0:0:0:0:ffff:127.0.0.1", false),
    ])
    func `loopback is an address of this machine alone, also as an IPv4 address in IPv6`(text: String, isLoopback: Bool)
    {
        #expect(IPAddress(text)?.isLoopback == isLoopback)
    }

    @Test(arguments: ["localhost", "127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"])
    func `a host is loopback by its address, and localhost by its name`(host: String) {
        #expect(IPAddress.isLoopback(host: host))
    }

    @Test(arguments: [
        "127.evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "evil.localhost", "LOCALHOST", "127.1",
        "0x7f000001", "127.0.0.01", "[::1]", "::1%lo", " 127.0.0.1", "", "0.0.0.0", "::",
    ])
    func `no other name or spelling is loopback, whatever it looks like`(host: String) {
        #expect(!IPAddress.isLoopback(host: host))
    }
}
