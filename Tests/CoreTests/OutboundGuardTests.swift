import Core
import Testing

struct OutboundGuardTests {
    private let own = OutboundGuard(ownPorts: [4010])

    /// The list of webhook-conventions.md §8, 4010 standing for the server's own port.
    @Test(arguments: [
        "http://169.254.169.254/latest/meta-data/", "http://[::ffff:169.254.169.254]/", "http://[64:ff9b::a9fe:a9fe]/",
        "http://0/", "http://0.0.0.0:80/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/",
        "http://127.1/", "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.0.1/", "http://100.64.0.1/",
        "http://[fe80::1]/", "http://[fc00::1]/", "http://[::]/", "http://224.0.0.1/", "http://255.255.255.255/",
        "file:///etc/passwd", "gopher://127.0.0.1:6379/_", "ftp://127.0.0.1/", "http://user:pw@127.0.0.1/",
        "http://127.0.0.1:4010/", "http://[::1]:4010/", "http://localhost:4010/", "http://127.0.0.1:0/",
        "http://127.0.0.1:70000/", "http://127.0.0.1%00.example/", "http://127.0.0.1#@evil/",
        "http://127。0。0。1/", "http://127.0.0.1/" + String(repeating: "a", count: 65_536), "http:///", "http://",
        "http://127.0.0.1/a b", "http://127.0.0.1/\r\nX: y", "//127.0.0.1/", "http:127.0.0.1",
        "HTTP://LOCALHOST:4010/", "http://127.0.0.1\\@evil/", "http://[::1", "http://[::1%25lo]/", "http://127.0.0.1:/",
        "http://127.0.0.1:+80/", "http://0x7f.1/", "http://127.0.0.01/", "http://[2002:a9fe:a9fe::]/",
        "http://[::169.254.169.254]/", "http://192.0.2.1/", "http://[2001:db8::1]/", "http://[ff02::1]/",
        "http://240.0.0.1/",
        "http://[64:ff9b:1::7f00:1]/", "http://[::ffff:127.0.0.1]:4010/", "http://127.0.0.2:4010/", "http://a..b/",
        "http://-a.test/", "javascript:alert(1)", "", "http://127.0.0.1:4010/_understudy/sandboxes/other/inbox/a",
        "http://127.0.0.1:4010/_understudy/sandboxes/default/inbox/../clock",
        "http://127.0.0.1:4010/_understudy/sandboxes/default/inbox/a/messages",
        "http://127.0.0.1:4010/_understudy/sandboxes/default/inbox/%2e%2e",
        "http://127.0.0.1:4010/_understudy/sandboxes/default/inbox/",
        "https://127.0.0.1:4010/_understudy/sandboxes/default/inbox/a",
    ])
    func `a hostile URL is refused without looking anything up`(url: String) {
        guard case .refused(let words) = own.judge(url, from: "default") else {
            Issue.record("\(url.prefix(80)) got through")
            return
        }
        #expect(!words.isEmpty)
    }

    @Test(arguments: [
        ["169.254.169.254"], ["93.184.216.34", "10.0.0.1"], ["127.0.0.1", "169.254.169.254"], ["::ffff:10.0.0.1"], [],
    ])
    func `a name is refused when any of its addresses is`(addresses: [String]) throws {
        let address = try WebAddress("http://receiver.test/hook")
        let verdict = OutboundGuard().judge(address, resolved: addresses.compactMap { IPAddress($0) }, from: "default")
        guard case .refused = verdict else {
            Issue.record("\(addresses) got through")
            return
        }
    }

    @Test func `a name that leads to this server is refused`() throws {
        let address = try WebAddress("http://localtest.me:4010/")
        guard case .refused = own.judge(address, resolved: [.v4(0x7F00_0001)], from: "default") else {
            Issue.record("it got through")
            return
        }
    }

    @Test(arguments: [
        ("http://127.0.0.1:9000/hook", "http://127.0.0.1:9000/hook"), ("http://127.9.9.9/", "http://127.9.9.9:80/"),
        ("HTTP://LocalHost:9000?a=1", "http://localhost:9000/?a=1"), ("https://[::1]/x", "https://[::1]:443/x"),
        ("http://[::FFFF:127.0.0.1]:9/", "http://[::ffff:7f00:1]:9/"),
        (
            "http://127.0.0.1:4010/_understudy/sandboxes/default/inbox/drill-1?status=503",
            "http://127.0.0.1:4010/_understudy/sandboxes/default/inbox/drill-1?status=503"
        ),
    ])
    func `this machine and the sandbox's own inbox are open`(url: String, target: String) {
        guard case .connect(let address, let addresses) = own.judge(url, from: "default") else {
            Issue.record("\(url) is refused")
            return
        }
        #expect(address.url == target)
        #expect(!addresses.isEmpty)
    }

    @Test(arguments: [
        ("receiver", "http://receiver/", ["10.0.0.5"], true), ("receiver:80", "http://receiver/", ["10.0.0.5"], true),
        ("receiver:81", "http://receiver/", ["10.0.0.5"], false), ("receiver", "http://other/", ["10.0.0.5"], false),
        ("10.0.0.0/8", "http://other/", ["10.0.0.5"], true), ("10.0.0.0/8:80", "http://10.1.2.3/", ["10.1.2.3"], true),
        ("10.0.0.0/8:81", "http://10.1.2.3/", ["10.1.2.3"], false),
        ("10.0.0.5", "http://10.0.0.5/", ["10.0.0.5"], true),
        ("[fd00::/8]:80", "http://[fd00::5]/", ["fd00::5"], true), ("fd00::/8", "http://r/", ["fd00::5"], true),
        ("10.0.0.0/8", "http://r/", ["::ffff:10.0.0.5"], true),
        ("receiver", "http://receiver/", ["169.254.169.254"], false),
        ("169.254.0.0/16", "http://169.254.169.254/", ["169.254.169.254"], false),
        ("receiver", "http://receiver/", ["100.64.0.1"], false),
        ("100.64.0.0/10", "http://receiver/", ["100.64.0.1"], true), ("0.0.0.0/0", "http://a.test/", ["8.8.8.8"], true),
        ("0.0.0.0/0", "http://a.test/", ["0.0.0.0"], false),
    ])
    func `what is listed is let through, and nothing else`(
        entry: String, url: String, addresses: [String], passes: Bool
    ) throws {
        let outbound = OutboundGuard(allowed: [try #require(AllowedTarget(entry))], ownPorts: [4010])
        let verdict = outbound.judge(
            try WebAddress(url), resolved: addresses.compactMap { IPAddress($0) }, from: "default")
        let passed = if case .connect = verdict { true } else { false }
        #expect(passed == passes, "\(verdict)")
    }

    @Test func `a server that listens widely refuses its ports at every address`() throws {
        let wide = OutboundGuard(allowed: [try #require(AllowedTarget("10.0.0.0/8"))], ownPorts: [4010], isWide: true)
        guard case .refused = wide.judge("http://10.0.0.2:4010/", from: "default") else {
            Issue.record("it got through")
            return
        }
        let inbox = "http://10.0.0.2:4010/_understudy/sandboxes/default/inbox/a"
        guard case .connect = wide.judge(inbox, from: "default") else {
            Issue.record("the inbox is refused")
            return
        }
    }

    @Test(arguments: [
        "", "a b", "10.0.0.0/33", "10.0.0.0/-1", "a:0", "a:70000", "a:b", "[::1", "http://a/", "10.0.0.300", "a/24",
        "[a]x",
    ])
    func `what names no target is no entry`(text: String) {
        #expect(AllowedTarget(text) == nil)
    }

    @Test(arguments: [
        ("::1", "::1"), ("2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("::", "::"), ("1::", "1::"),
        ("::ffff:1.2.3.4", "::ffff:102:304"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"), ("255.0.255.1", "255.0.255.1"),
    ])
    func `addresses are read and written`(text: String, written: String) {
        #expect(IPAddress(text)?.text == written)
    }

    @Test(arguments: [
        ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "::g", ":1::", "1.2.3", "1.2.3.4.5",
        "1.2.3.256",
        "::1.2.3", "1:2:3:4:5:6:7::8", "::ffff:01.2.3.4", " 1.2.3.4", "+1.2.3.4",
    ])
    func `what is no address is none`(text: String) {
        #expect(IPAddress(text) == nil)
    }
}
