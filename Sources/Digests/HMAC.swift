/// HMAC with SHA-256 (RFC 2104).
public enum HMAC {
    /// A key made ready once: signing under it then saves two of the four blocks that a short message costs.
    public struct Key: Sendable {
        private let keyed: NettleHMAC

        public init(_ key: [UInt8]) {
            keyed = NettleHMAC(key: key.span)
        }

        public func sign(_ message: [UInt8]) -> Digest {
            sign(message.span)
        }

        public func sign(_ message: Span<UInt8>) -> Digest {
            var state = keyed
            state.update(message)
            var digest = Digest()
            var bytes = digest.storage.mutableSpan
            state.finish(into: &bytes)
            return digest
        }

        /// Whether `hex` is the message's code in 64 lower-case digits. Takes as long for every wrong one of that
        /// length.
        public func verify(hex: String, message: [UInt8]) -> Bool {
            constantTimeEquals(Array(hex.utf8), Array(sign(message).hex.utf8))
        }
    }

    public static func sha256(key: [UInt8], message: [UInt8]) -> [UInt8] {
        Key(key).sign(message).bytes
    }

    public static func verify(hex: String, key: [UInt8], message: [UInt8]) -> Bool {
        Key(key).verify(hex: hex, message: message)
    }
}

/// Compares in a time that depends on the lengths alone, so that nobody can feel a way through a signature byte by
/// byte.
public func constantTimeEquals(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.count == right.count && nettleEquals(left.span, right.span)
}
