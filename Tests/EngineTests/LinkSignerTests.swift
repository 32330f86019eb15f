import Core
import Testing

@testable import Engine

@Suite struct LinkSignerTests {
    @Test func `it signs as the key does, also when more texts come than it remembers`() {
        let signer = LinkSigner(secret: [1, 2, 3])
        let link = SignedLink(secret: [1, 2, 3])
        for _ in 0..<2 {
            for number in 0..<3_000 {
                let text = Array("job-\(number)/0/1795267200".utf8)
                #expect(signer.signature(of: text) == link.signature(of: text))
            }
        }
    }

    @Test func `it takes its own signature and no other`() {
        let signer = LinkSigner(secret: [1, 2, 3])
        let text = Array("job-1/0/1795267200".utf8)
        let signature = String(decoding: signer.signature(of: text), as: UTF8.self)
        #expect(signer.age(of: signature, of: text) == .madeOnce)
        #expect(signer.age(of: signature, of: Array("job-1/1/1795267200".utf8)) == nil)
        #expect(signer.age(of: signature.uppercased(), of: text) == nil)
    }
}
