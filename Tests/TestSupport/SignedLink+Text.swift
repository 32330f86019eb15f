import Core

/// Links and signatures as the texts that people write in tests.
extension SignedLink {
    public func signature(of text: String) -> String {
        String(decoding: signature(of: Array(text.utf8)), as: UTF8.self)
    }

    public func verifies(_ signature: String, of text: String) -> Bool {
        verifies(signature, of: Array(text.utf8))
    }
}
