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

    @Test(arguments: [0, 1, 70_000])
    func `a signature of one reading tells which, and any other digit makes it wrong`(reading: Int) {
        let text = Array("req-1/0/1795267200".utf8)
        let signature = link.signature(of: text, reading: reading)
        #expect(signature.count == 64)
        #expect(link.age(of: String(decoding: signature, as: UTF8.self), of: text) == .madeBy(reading: reading))
        for place in signature.indices {
            var other = signature
            other[place] = other[place] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
            #expect(link.age(of: String(decoding: other, as: UTF8.self), of: text) == nil)
        }
    }

    @Test func `a signature of every reading says so`() {
        #expect(link.age(of: link.signature(of: "a"), of: Array("a".utf8)) == .madeOnce)
        #expect(link.age(of: "", of: Array("a".utf8)) == nil)
    }

    @Test func `upper case, another length and another secret are refused`() {
        let signature = link.signature(of: "a")
        #expect(!link.verifies(signature.uppercased(), of: "a"))
        #expect(!link.verifies(String(signature.dropLast()), of: "a"))
        #expect(!link.verifies("", of: "a"))
        #expect(!SignedLink(secret: []).verifies(signature, of: "a"))
    }
}
