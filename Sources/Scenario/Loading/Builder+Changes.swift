import Core
import Documents

extension Builder {
    /// `replace`, `patch` and `redirect`.
    mutating func addChanges(of reading: Reading, to effects: inout Effects) {
        effects.replace = reading["replace"].map { replace($0) }
        effects.patch = reading["patch"].map { patch($0) }
        effects.redirect = reading["redirect"].flatMap { redirect($0) }
    }

    private mutating func replace(_ reading: Reading) -> ReplaceDirective {
        var replace = ReplaceDirective()
        replace.status = reading["status"]?.integer
        replace.headers = reading["headers"].map { headers($0) }
        replace.body = reading["body"].map { Self.text(of: $0.node) } ?? reading["body_file"].map { bytes(ofFile: $0) }
        replace.prefix = Array((reading["prefix"]?.text ?? "").utf8)
        replace.truncated = reading["truncated"]?.integer
        return replace
    }

    /// A text as it is, anything else as JSON (architecture.md §9.9).
    static func text(of node: Node) -> [UInt8] {
        node.string.map { Array($0.utf8) } ?? node.json()
    }

    private func patch(_ reading: Reading) -> PatchDirective {
        var patch = PatchDirective()
        patch.headers = headerChanges(reading["headers"])
        patch.body = reading["body"]?.node
        patch.contentLength = reading["content_length"].flatMap { length in
            switch length.text {
            case "short": .short
            case "long": .long
            default: length.integer.map { .exactly($0) }
            }
        }
        return patch
    }

    func headerChanges(_ reading: Reading?) -> [PatchDirective.Header] {
        (reading?.entries ?? []).map { PatchDirective.Header(name: $0.key, value: $0.value.text) }
    }

    private mutating func redirect(_ reading: Reading) -> RedirectDirective? {
        guard let status = reading["status"]?.text.flatMap({ Int($0) }) else { return nil }
        let target: RedirectDirective.Target =
            switch reading["to"]?.text {
            case nil, "self": .here
            case "other_host": .otherHost
            case .some(let address): .address(address)
            }
        if case .address(let address) = target {
            checkAddress(address, at: reading["to"])
            for key in ["hops", "forbid_authorization"] {
                guard let entry = reading.entry(key) else { continue }
                report("`\(key)` needs a target that comes back here: `self` or `other_host`", at: entry)
            }
        }
        return RedirectDirective(
            status: status, target: target, hops: reading["hops"]?.integer ?? 1,
            forbidsAuthorization: reading["forbid_authorization"]?.flag ?? false)
    }

    private mutating func checkAddress(_ address: String, at reading: Reading?) {
        guard let reading, !address.hasPrefix("http://"), !address.hasPrefix("https://"), !address.hasPrefix("/") else {
            return
        }
        report(
            "expected `self`, `other_host`, or an address that begins with `http://`, `https://` or `/`", at: reading)
    }
}
