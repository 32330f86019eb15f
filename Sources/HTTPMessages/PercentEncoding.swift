/// A name or value of a query or of a form, `+` and escapes decoded. A broken escape lets the whole of it stand for itself.
public func formDecoded(_ raw: Substring.UTF8View) -> String {
    let spaced = raw.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: " ") : $0 }
    return String(decoding: percentDecoded(spaced) ?? spaced, as: UTF8.self)
}

/// The bytes that are meant (RFC 3986 §2.1); nil when an escape is broken.
public func percentDecoded(_ raw: some Collection<UInt8>) -> [UInt8]? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(raw.count)
    var bytes = raw.makeIterator()
    while let byte = bytes.next() {
        guard byte == UInt8(ascii: "%") else {
            decoded.append(byte)
            continue
        }
        guard let high = bytes.next().flatMap(hexDigit), let low = bytes.next().flatMap(hexDigit) else { return nil }
        decoded.append(high << 4 | low)
    }
    return decoded
}

/// The value of a hexadecimal digit, in either letter case.
public func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}
