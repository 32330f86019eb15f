internal import CNettle

// The one file of this room that speaks to C. Nettle's contexts hold no pointers, so they are values like any other,
// and every call gets the address and the length of a span that outlives it.

/// SHA-256 as nettle keeps it.
struct NettleSHA256: Sendable {
    private var context = sha256_ctx()

    init() {
        unsafe nettle_sha256_init(&context)
    }

    mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe nettle_sha256_update(&context, $0.count, $0.baseAddress) }
    }

    /// The hash of what came so far; begins anew.
    mutating func finish(into digest: inout MutableSpan<UInt8>) {
        precondition(digest.count == Int(SHA256_DIGEST_SIZE))
        unsafe digest.withUnsafeMutableBufferPointer { unsafe understudy_sha256_digest(&context, $0.baseAddress) }
    }
}

/// HMAC-SHA256 as nettle keeps it: the two keyed beginnings and the running state.
struct NettleHMAC: Sendable {
    private var context = hmac_sha256_ctx()

    init(key: Span<UInt8>) {
        unsafe key.withUnsafeBufferPointer { unsafe nettle_hmac_sha256_set_key(&context, $0.count, $0.baseAddress) }
    }

    mutating func update(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBufferPointer { unsafe nettle_hmac_sha256_update(&context, $0.count, $0.baseAddress) }
    }

    /// The code of what came so far; begins anew with the same key.
    mutating func finish(into digest: inout MutableSpan<UInt8>) {
        precondition(digest.count == Int(SHA256_DIGEST_SIZE))
        unsafe digest.withUnsafeMutableBufferPointer { unsafe understudy_hmac_sha256_digest(&context, $0.baseAddress) }
    }
}

/// Ed25519 as nettle computes it (RFC 8032).
enum NettleEd25519 {
    static let keySize = Int(ED25519_KEY_SIZE)
    static let signatureSize = Int(ED25519_SIGNATURE_SIZE)

    static func publicKey(of seed: Span<UInt8>, into key: inout MutableSpan<UInt8>) {
        precondition(seed.count == keySize && key.count == keySize)
        unsafe seed.withUnsafeBufferPointer { seed in
            unsafe key.withUnsafeMutableBufferPointer { key in
                unsafe nettle_ed25519_sha512_public_key(key.baseAddress, seed.baseAddress)
            }
        }
    }

    static func sign(
        _ message: Span<UInt8>, key: Span<UInt8>, seed: Span<UInt8>, into signature: inout MutableSpan<UInt8>
    ) {
        precondition(seed.count == keySize && key.count == keySize && signature.count == signatureSize)
        unsafe signature.withUnsafeMutableBufferPointer { signature in
            unsafe message.withUnsafeBufferPointer { message in
                unsafe key.withUnsafeBufferPointer { key in
                    unsafe seed.withUnsafeBufferPointer { seed in
                        unsafe nettle_ed25519_sha512_sign(
                            key.baseAddress, seed.baseAddress, message.count, message.baseAddress, signature.baseAddress
                        )
                    }
                }
            }
        }
    }

    static func verify(_ signature: Span<UInt8>, of message: Span<UInt8>, key: Span<UInt8>) -> Bool {
        precondition(key.count == keySize && signature.count == signatureSize)
        return unsafe signature.withUnsafeBufferPointer { signature in
            unsafe message.withUnsafeBufferPointer { message in
                unsafe key.withUnsafeBufferPointer { key in
                    unsafe nettle_ed25519_sha512_verify(
                        key.baseAddress, message.count, message.baseAddress, signature.baseAddress) != 0
                }
            }
        }
    }
}

/// Whether two runs of bytes of one length are the same, in a time that does not depend on where they differ.
func nettleEquals(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
    precondition(left.count == right.count)
    return unsafe left.withUnsafeBufferPointer { left in
        unsafe right.withUnsafeBufferPointer { right in
            unsafe nettle_memeql_sec(left.baseAddress, right.baseAddress, left.count) != 0
        }
    }
}
