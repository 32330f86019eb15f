internal import CPCRE2

// The one file of this room that speaks to C.

/// A pattern as PCRE2 has compiled it. The code is never written to again, so threads share it; what a search writes to
/// belongs to that search.
@safe final class CompiledPattern: @unchecked Sendable {
    /// Bounds the memory of one search, in KiB [chosen].
    private static let heapLimit: UInt32 = 8_192

    private let code: OpaquePointer

    init(_ pattern: String) throws(RegularExpression.Failure) {
        // `\C` could stop inside a scalar, behind which the search would no longer read valid UTF-8. Callouts let the
        // meter count.
        let options = PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_NEVER_BACKSLASH_C | PCRE2_AUTO_CALLOUT
        var error: Int32 = 0
        var offset = 0
        let code = unsafe pattern.utf8.span.withUnsafeBufferPointer { bytes in
            unsafe pcre2_compile_8(bytes.baseAddress, bytes.count, options, &error, &offset, nil)
        }
        guard let code = unsafe code else {
            throw RegularExpression.Failure(message: Self.message(of: error), offset: offset)
        }
        unsafe self.code = code
    }

    deinit {
        unsafe pcre2_code_free_8(code)
    }

    func search(_ text: String) -> MatchOutcome {
        guard let match = unsafe pcre2_match_data_create_8(1, nil) else { return .limitReached }
        defer { unsafe pcre2_match_data_free_8(match) }
        guard let context = unsafe pcre2_match_context_create_8(nil) else { return .limitReached }
        defer { unsafe pcre2_match_context_free_8(context) }
        var meter = Meter()
        let result = unsafe withUnsafeMutablePointer(to: &meter) { meter in
            unsafe pcre2_set_heap_limit_8(context, Self.heapLimit)
            unsafe pcre2_set_callout_8(context, { unsafe Meter.charge($0, $1) }, meter)
            return unsafe text.utf8.span.withUnsafeBufferPointer { text in
                // A string's text is valid UTF-8 already.
                unsafe pcre2_match_8(code, text.baseAddress, text.count, 0, UInt32(PCRE2_NO_UTF_CHECK), match, context)
            }
        }
        return result >= 0 ? .match : result == PCRE2_ERROR_NOMATCH ? .noMatch : .limitReached
    }

    private static func message(of error: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = unsafe bytes.withUnsafeMutableBufferPointer { bytes in
            unsafe pcre2_get_error_message_8(error, bytes.baseAddress, bytes.count)
        }
        return String(decoding: bytes.prefix(max(0, Int(count))), as: UTF8.self)
    }
}

/// What a search may still cost.
///
/// PCRE2's own match limit begins anew at each place where a match could begin, so it does not bound a search. Here
/// each item of the pattern that is tried costs 1, and 1 more for each sixteen bytes that the search has moved since
/// the last.
private struct Meter {
    /// About fifteen milliseconds of work [chosen].
    private var left = 1_000_000
    private var position = 0

    /// Called by PCRE2 before each item; an answer other than 0 ends the search.
    static func charge(
        _ callout: UnsafeMutablePointer<pcre2_callout_block_8>?, _ meter: UnsafeMutableRawPointer?
    ) -> Int32 {
        guard let callout = unsafe callout, let meter = unsafe meter?.assumingMemoryBound(to: Meter.self) else {
            return 0
        }
        let position = unsafe callout.pointee.current_position
        unsafe meter.pointee.left -= 1 + abs(position - meter.pointee.position) / 16
        unsafe meter.pointee.position = position
        return unsafe meter.pointee.left > 0 ? 0 : PCRE2_ERROR_CALLOUT
    }
}
