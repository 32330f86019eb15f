/// The 32 bytes of a hash or a code, held in place: nothing is allocated until somebody asks for an array or a text.
///
/// It has no `==`: what proves something is compared by `constantTimeEquals`.
public struct Digest: Sendable {
    var storage = InlineArray<32, UInt8>(repeating: 0)

    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(addingCapacity: storage.count) { output in
            for index in storage.indices { output.append(storage[index]) }
        }
        return bytes
    }

    /// 64 lower-case digits.
    public var hex: String {
        Hex.encode(storage.span)
    }

    /// The same as bytes.
    public var hexDigits: [UInt8] {
        Hex.digits(of: storage.span)
    }
}
