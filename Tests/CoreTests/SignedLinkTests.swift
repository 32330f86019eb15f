import Core
import TestSupport
import Testing

@Suite struct SignedLinkTests {
    private let link = SignedLink(secret: Array("a secret of the sandbox".utf8))

    @Test func `a link verifies as it was signed`() {
        let signature = link.signature(of: "req-1/0/1795267200")
        #expect(signature.count == 64)
        #expect(link.verifies(signature, of: "req-1/0/1795267200"))
    }

    @Test(arguments: ["req-2/0/1795267200", "req-1/1/1795267200", "req-1/0/1795267201", ""])
    func `a signature is good for nothing else`(text: String) {
        #expect(!link.verifies(link.signature(of: "req-1/0/1795267200"), of: text))
    }

    @Test func `upper case, another length and another secret are refused`() {
        let signature = link.signature(of: "a")
        #expect(!link.verifies(signature.uppercased(), of: "a"))
        #expect(!link.verifies(String(signature.dropLast()), of: "a"))
        #expect(!link.verifies("", of: "a"))
        #expect(!SignedLink(secret: []).verifies(signature, of: "a"))
    }
}
