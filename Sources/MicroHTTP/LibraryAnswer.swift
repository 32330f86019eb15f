import CMicroHTTPD
import Glibc
import HTTPMessages

/// An answer as the library wants it.
@safe struct LibraryAnswer: ~Copyable {
    private let response: OpaquePointer

    /// A body that is there, copied once into memory that the library frees.
    init?(_ bytes: [UInt8]) {
        guard let memory = unsafe malloc(max(1, bytes.count)) else { return nil }
        unsafe bytes.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress { unsafe memory.copyMemory(from: start, byteCount: bytes.count) }
        }
        guard let response = unsafe MHD_create_response_from_buffer(bytes.count, memory, .RESPMEM_MUST_FREE) else {
            unsafe free(memory)
            return nil
        }
        unsafe self.response = response
    }

    /// A body that the exchange makes while it is sent; a nil length sends it in chunks. The exchange outlives the answer.
    init?(length: Int?, readBy exchange: Exchange) {
        let block = length.map { min(max(1, $0), 32 << 10) } ?? 1024
        let response = unsafe MHD_create_response_from_callback(
            length.map(UInt64.init) ?? .max, block, contentWanted, Unmanaged.passUnretained(exchange).toOpaque(), nil)
        guard let response = unsafe response else { return nil }
        unsafe self.response = response
    }

    deinit { unsafe MHD_destroy_response(response) }

    /// Adds the fields as they are. The framing is the library's own: a `Transfer-Encoding` is left out, and so is a
    /// `Content-Length`, unless it is a lie; then both go out. A value with a line break cannot go out at all.
    ///
    /// False when the library does not take one that a client may get, since its value is empty.
    @discardableResult func add(_ headers: Headers, length: Int?) -> Bool {
        var (isWhole, isDateForgotten) = (true, false)
        headers.forEachField { name, value in
            if value.count == 0 { isWhole = false }
            switch name.count {
            case 10 where Bytes.equal(name, "connection"): isDateForgotten = true
            case 14 where Bytes.equal(name, "content-length"):
                guard let length, Bytes.decimal(value) != length else { return }
                unsafe microhttp_allow_own_length(response)
            case 17 where Bytes.equal(name, "transfer-encoding"): return
            default: break
            }
            unsafe name.withUnsafeBufferPointer { name in
                unsafe value.withUnsafeBufferPointer { unsafe add(name, $0) }
            }
        }
        if isDateForgotten { addDateAgain(headers) }
        return isWhole
    }

    /// With a `Connection` that it is given the library forgets that there is a `Date`, and would tell the real time beside it.
    private func addDateAgain(_ headers: Headers) {
        headers.forEachField { name, value in
            guard Bytes.equal(name, "date") else { return }
            unsafe name.withUnsafeBufferPointer { name in
                unsafe value.withUnsafeBufferPointer { value in
                    unsafe withText(name, value) { name, value in
                        _ = unsafe MHD_del_response_header(response, name, value)
                        _ = unsafe MHD_add_response_header(response, name, value)
                    }
                }
            }
        }
    }

    private func add(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) {
        unsafe withText(name, value) { _ = unsafe MHD_add_response_header(response, $0, $1) }
    }

    /// Name and value as C has them.
    private func withText(
        _ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>,
        _ use: (UnsafePointer<CChar>, UnsafePointer<CChar>) -> Void
    ) {
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: name.count + value.count + 2) { text in
            _ = unsafe text.update(fromContentsOf: name)
            unsafe text[name.count] = 0
            _ = unsafe text[(name.count + 1)...].update(fromContentsOf: value)
            unsafe text[text.count - 1] = 0
            unsafe UnsafeRawPointer(text.baseAddress!).withMemoryRebound(to: CChar.self, capacity: text.count) {
                unsafe use($0, $0 + name.count + 1)
            }
        }
    }

    /// False when the library does not take it; the connection then closes.
    consuming func queue(on connection: OpaquePointer, status: Int) -> Bool {
        unsafe MHD_queue_response(connection, UInt32(clamping: status), response) == .YES
    }
}
