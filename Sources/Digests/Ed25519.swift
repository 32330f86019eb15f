/// Signatures by Ed25519 (RFC 8032).
public enum Ed25519 {
    /// A pair of keys, from the 32 bytes that both follow from.
    public struct PrivateKey: Sendable {
        private let seed: [UInt8]
        /// 32 bytes.
        public let publicKey: [UInt8]

        /// nil unless there are 32 bytes.
        public init?(seed: [UInt8]) {
            guard seed.count == NettleEd25519.keySize else { return nil }
            self.seed = seed
            var key = [UInt8](repeating: 0, count: NettleEd25519.keySize)
            var bytes = key.mutableSpan
            NettleEd25519.publicKey(of: seed.span, into: &bytes)
            publicKey = key
        }

        /// 64 bytes; the same message always gives the same ones.
        public func sign(_ message: [UInt8]) -> [UInt8] {
            var signature = [UInt8](repeating: 0, count: NettleEd25519.signatureSize)
            var bytes = signature.mutableSpan
            NettleEd25519.sign(message.span, key: publicKey.span, seed: seed.span, into: &bytes)
            return signature
        }
    }

    /// Whether the signature is the key's of that message; false too for a key or a signature of the wrong length.
    public static func verify(_ signature: [UInt8], of message: [UInt8], publicKey: [UInt8]) -> Bool {
        guard signature.count == NettleEd25519.signatureSize, publicKey.count == NettleEd25519.keySize else {
            return false
        }
        return NettleEd25519.verify(signature.span, of: message.span, key: publicKey.span)
    }
}
