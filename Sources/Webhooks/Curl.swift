import CCurl
import Core
import HTTPMessages
import Journal

// The one file of this room that speaks to C: libcurl's handles, and what it calls back while a transfer runs.

/// One POST. Used by the thread of its `CurlMulti` alone.
@safe final class Transfer {
    enum End {
        case answered(status: Int, headers: Headers, prefix: [UInt8])
        case failed(DeliveryRecord.Reason, detail: String)
    }

    /// Of an answer's body, that much is read, and that much kept.
    static let mostRead = 64 << 10
    static let mostKept = 1 << 10
    static let mostHeaderBytes = 16 << 10

    /// Names the transfer to its owner.
    let number: Int
    fileprivate let easy: UnsafeMutableRawPointer
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var pinned: UnsafeMutablePointer<curl_slist>?
    private var headers = Headers()
    private var prefix: [UInt8] = []
    private var read = 0
    /// The head of the answer itself has come, and not only that of an interim one.
    private var isHeadComplete = false

    /// nil when libcurl has no memory.
    init?(_ number: Int, _ order: TransferOrder) {
        guard let easy = unsafe ccurl_easy_init() else { return nil }
        self.number = number
        unsafe self.easy = unsafe easy
        setLimits(order)
        setRequest(order)
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe ccurl_set_context(easy, CURLOPT_PRIVATE, context)
        unsafe ccurl_set_context(easy, CURLOPT_WRITEDATA, context)
        unsafe ccurl_set_context(easy, CURLOPT_HEADERDATA, context)
        unsafe ccurl_set_writer(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            unsafe Transfer.take(bytes, size * count, context) { $0.takeBody($1) }
        }
        unsafe ccurl_set_writer(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            unsafe Transfer.take(bytes, size * count, context) { $0.takeHeader($1) }
        }
    }

    deinit {
        unsafe ccurl_easy_cleanup(easy)
        unsafe ccurl_slist_free_all(headerList)
        unsafe ccurl_slist_free_all(pinned)
    }

    /// No redirect is followed, no proxy asked, no signal raised, no other protocol spoken.
    private func setLimits(_ order: TransferOrder) {
        set(CURLOPT_NOSIGNAL, 1)
        set(CURLOPT_FOLLOWLOCATION, 0)
        set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        set(CURLOPT_HTTP09_ALLOWED, 0)
        set(CURLOPT_CONNECTTIMEOUT_MS, min(order.connectLimit, order.limit))
        set(CURLOPT_TIMEOUT_MS, order.limit)
        set(CURLOPT_FORBID_REUSE, order.keepsConnection ? 0 : 1)
        set(CURLOPT_FRESH_CONNECT, order.keepsConnection ? 0 : 1)
        unsafe ccurl_set_protocols(easy)
        unsafe ccurl_set_text(easy, CURLOPT_PROXY, "")
        unsafe ccurl_set_text(easy, CURLOPT_NOPROXY, "*")
        if let certificates = order.certificates { unsafe ccurl_set_text(easy, CURLOPT_CAINFO, certificates) }
        for entry in order.pinned { unsafe pinned = unsafe ccurl_slist_append(pinned, entry) }
        unsafe ccurl_set_list(easy, CURLOPT_RESOLVE, pinned)
    }

    private func setRequest(_ order: TransferOrder) {
        unsafe ccurl_set_text(easy, CURLOPT_URL, order.url)
        set(CURLOPT_POST, 1)
        set(CURLOPT_POSTFIELDSIZE, order.body.count)
        if order.body.isEmpty {
            unsafe ccurl_set_text(easy, CURLOPT_COPYPOSTFIELDS, "")
        } else {
            unsafe order.body.withUnsafeBytes { bytes in
                let start = unsafe bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                _ = unsafe ccurl_set_text(easy, CURLOPT_COPYPOSTFIELDS, start)
            }
        }
        // An empty value keeps libcurl from adding its own.
        let unwanted = ["Expect", "Accept", "Content-Type"].filter { order.headers[$0] == nil }.map { "\($0):" }
        let given = order.headers.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
        for line in unwanted + given {
            unsafe headerList = unsafe ccurl_slist_append(headerList, line)
        }
        unsafe ccurl_set_list(easy, CURLOPT_HTTPHEADER, headerList)
    }

    private func set(_ option: CURLoption, _ value: Int) {
        unsafe ccurl_set_long(easy, option, value)
    }

    private static func take(
        _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?,
        _ use: (Transfer, [UInt8]) -> Bool
    ) -> Int {
        guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
        let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        let piece = unsafe Array(UnsafeRawBufferPointer(start: bytes, count: count))
        return use(transfer, piece) ? count : 0
    }

    /// False ends the transfer: enough was read.
    private func takeBody(_ piece: [UInt8]) -> Bool {
        prefix += piece.prefix(max(0, Self.mostKept - prefix.count))
        read += piece.count
        return read <= Self.mostRead
    }

    /// Interim answers come first, with headers of their own that do not count.
    private func takeHeader(_ line: [UInt8]) -> Bool {
        let text = line.filter { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
        if text.starts(with: "HTTP/".utf8) {
            headers = Headers()
        } else if text.isEmpty {
            let status = unsafe ccurl_status(easy)
            isHeadComplete = isHeadComplete || status >= 200
        } else if let colon = text.firstIndex(of: UInt8(ascii: ":")), headers.byteCount < Self.mostHeaderBytes {
            let value = text[(colon + 1)...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            let name = text[..<colon]
            headers.append(name.span, value.span)
        }
        return true
    }

    /// Where it was sent; nil before there was a connection.
    var address: String? {
        guard let text = unsafe ccurl_address(easy) else { return nil }
        let address = unsafe String(cString: text)
        return address.isEmpty ? nil : address
    }

    fileprivate func end(_ code: CURLcode) -> End {
        let status = unsafe ccurl_status(easy)
        // What a receiver says stands in the head of its answer, however its body ends, breaks off or goes on for ever.
        if isHeadComplete { return .answered(status: status, headers: headers, prefix: prefix) }
        if code == CURLE_OK { return .failed(.reset, detail: "the answer ended in its head") }
        return .failed(code.reason, detail: unsafe String(cString: ccurl_easy_strerror(code)))
    }
}

/// Why no webhook can be sent at all.
struct CurlFailure: Error {
    /// `libcurl.so.4: cannot open shared object file: No such file or directory`
    let words: String
}

/// Transfers that run side by side on one thread; `wake` alone may be called from others.
@safe final class CurlMulti: @unchecked Sendable {  // Confined to its thread, but for `wake`, which libcurl allows.
    private let multi: UnsafeMutableRawPointer
    private var running: [Int: Transfer] = [:]

    /// Loads libcurl, if that was not done before.
    init() throws(CurlFailure) {
        if let failure = unsafe ccurl_load() { throw CurlFailure(words: unsafe String(cString: failure)) }
        guard let multi = unsafe ccurl_multi_init() else { throw CurlFailure(words: "libcurl has no memory") }
        unsafe self.multi = unsafe multi
    }

    deinit {
        for transfer in running.values { unsafe ccurl_multi_remove_handle(multi, transfer.easy) }
        unsafe ccurl_multi_cleanup(multi)
    }

    func add(_ transfer: Transfer) {
        running[transfer.number] = transfer
        unsafe ccurl_multi_add_handle(multi, transfer.easy)
    }

    /// Breaks a transfer off.
    func remove(_ number: Int) {
        guard let transfer = running.removeValue(forKey: number) else { return }
        unsafe ccurl_multi_remove_handle(multi, transfer.easy)
    }

    /// Does what can be done now; the transfers that have ended.
    func perform() -> [(Transfer, Transfer.End)] {
        var count: Int32 = 0
        unsafe ccurl_multi_perform(multi, &count)
        var ended: [(Transfer, Transfer.End)] = []
        var code = CURLE_OK
        while let easy = unsafe ccurl_multi_next_ended(multi, &code) {
            guard let context = unsafe ccurl_context(easy) else { continue }
            let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
            ended.append((transfer, transfer.end(code)))
            remove(transfer.number)
        }
        return ended
    }

    /// Waits until something can be done, `wake` was called, or so many milliseconds have passed.
    func wait(atMost milliseconds: Int) {
        unsafe ccurl_multi_wait(multi, Int32(clamping: milliseconds))
    }

    func wake() {
        unsafe ccurl_multi_wakeup(multi)
    }
}

extension CURLcode {
    /// The word for what went wrong (webhook-conventions.md §4).
    fileprivate var reason: DeliveryRecord.Reason {
        switch self {
        case CURLE_OPERATION_TIMEDOUT: .timeout
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .dns
        case CURLE_COULDNT_CONNECT: .refused
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS,
            CURLE_USE_SSL_FAILED, CURLE_SSL_PINNEDPUBKEYNOTMATCH:
            .tls
        case CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_PARTIAL_FILE: .reset
        default: .garbage
        }
    }
}
