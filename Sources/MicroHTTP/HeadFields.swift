import CMicroHTTPD
import HTTPMessages

/// The header fields of a request, copied out of the library once into the buffer they stay in, and judged on the way.
struct HeadFields {
    var headers: Headers
    var gate: Gate
    /// Where the value of `Host` lies in the headers' text; empty without one.
    var host: Range<Int>

    /// - Parameter own: how many fields stand before those of the client.
    init(
        of connection: OpaquePointer, without own: Int, method: UnsafePointer<CChar>, version: UnsafePointer<CChar>
    ) {
        let size = unsafe microhttp_head_size(connection)
        var scan = unsafe HeadScan(layout: HeadLayout(version: version), skipping: own)
        var text: [UInt8] = []
        text.append(addingCapacity: size) { output in
            unsafe output.withUnsafeMutableBufferPointer { buffer, count in
                unsafe scan.text = buffer
                unsafe withUnsafeMutablePointer(to: &scan) { scan in
                    _ = unsafe MHD_get_connection_values_n(connection, .HEADER_KIND, fieldRead, scan)
                }
                count = scan.count
            }
        }
        if !scan.layout.ends(at: UInt(bitPattern: method) + UInt(size)) { scan.gate.refuse(HeadLayout.refusal) }
        gate = scan.gate
        let field = scan.gate.hostField.flatMap { $0 < scan.fields.count ? scan.fields[$0] : nil }
        host = field.map { Int($0.nameEnd)..<Int($0.end) } ?? 0..<0
        headers = Headers(text: text, fields: scan.fields)
    }
}

/// What is collected while the library shows field after field.
@safe private struct HeadScan {
    var text: UnsafeMutableBufferPointer<UInt8> = unsafe .init(start: nil, count: 0)
    var count = 0
    var fields: [Headers.Field] = []
    var gate = Gate()
    var layout: HeadLayout

    private var skipping: Int

    init(layout: HeadLayout, skipping: Int) {
        self.layout = layout
        self.skipping = skipping
        fields.reserveCapacity(8)
    }

    mutating func take(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) {
        guard skipping == 0 else {
            skipping -= 1
            return
        }
        guard unsafe count + name.count + value.count <= text.count else { return gate.refuse(HeadLayout.refusal) }
        if unsafe !layout.accepts(name, value) { gate.refuse(HeadLayout.refusal) }
        unsafe gate.read(name: name.span, value: value.span)
        let start = count
        let nameEnd = unsafe append(name)
        // Blanks around a value are not part of it (RFC 9110 §5.5); the library drops those before it.
        let end = unsafe append(UnsafeBufferPointer(rebasing: value[..<Bytes.trimmedCount(value.span)]))
        fields.append(Headers.Field(start: Int32(start), nameEnd: Int32(nameEnd), end: Int32(end)))
    }

    private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        if let start = bytes.baseAddress, let text = unsafe text.baseAddress {
            unsafe (text + count).update(from: start, count: bytes.count)
        }
        count += bytes.count
        return count
    }
}

private func fieldRead(
    scan: UnsafeMutableRawPointer?, kind: MHD_ValueKind, name: UnsafePointer<CChar>?, nameSize: Int,
    value: UnsafePointer<CChar>?, valueSize: Int
) -> MHD_Result {
    guard let scan = unsafe scan?.assumingMemoryBound(to: HeadScan.self) else { return .NO }
    let name = unsafe UnsafeRawBufferPointer(start: name, count: nameSize).assumingMemoryBound(to: UInt8.self)
    let value = unsafe UnsafeRawBufferPointer(start: value, count: valueSize)
    unsafe scan.pointee.take(name, value.assumingMemoryBound(to: UInt8.self))
    return .YES
}
