import CMicroHTTPD

/// Finds what an old library cuts away unseen: it ends a line at a NUL, and glues a folded line to the name above it.
///
/// It parses in place, so every name must begin right behind the line end of the value before it. The line end,
/// CR LF or a bare LF, has become one or two NULs. Later libraries refuse both by themselves and trim values.
@safe struct HeadLayout {
    static let refusal = Gate.Refusal.bad("a header line is folded or has a NUL")

    private static let mustCheck = microhttp_head_is_lenient
    private var end: UInt

    init(version: UnsafePointer<CChar>) {
        var length = 0
        while unsafe version[length] != 0 { length += 1 }
        end = UInt(bitPattern: version) + UInt(length)
    }

    mutating func accepts(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) -> Bool {
        guard HeadLayout.mustCheck else { return true }
        let gap = UInt(bitPattern: name.baseAddress) &- end
        end = UInt(bitPattern: value.baseAddress) + UInt(value.count)
        return gap == 1 || gap == 2
    }

    /// Behind the last value come its line end and the empty line.
    func ends(at headEnd: UInt) -> Bool {
        guard HeadLayout.mustCheck else { return true }
        return (2...4).contains(headEnd &- end)
    }
}
