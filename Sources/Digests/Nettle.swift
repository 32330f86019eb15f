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

/// Whether two runs of bytes of one length are the same, in a time that does not depend on where they differ.
func nettleEquals(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
    precondition(left.count == right.count)
    return unsafe left.withUnsafeBufferPointer { left in
        unsafe right.withUnsafeBufferPointer { right in
            unsafe nettle_memeql_sec(left.baseAddress, right.baseAddress, left.count) != 0
        }
    }
}
