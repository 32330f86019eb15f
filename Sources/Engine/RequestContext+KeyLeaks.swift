import Core
import DialectKit
import Digests
import HTTPMessages
import Journal

extension RequestContext {
    /// Where the key stood that it came with, or another one that the scenario lists, besides the header that it belongs in. Looked at
    /// before anything is covered; the keys themselves are not kept.
    var keyLeaks: [KeyLeak] {
        var keys = Set(loaded.listedAccounts.keys)
        if let key { keys.insert(key) }
        var leaks: [KeyLeak] = []
        if let key, let owner = owner(of: key), owner != provider {
            leaks.append(.keyOf(provider: owner.rawValue))
        }
        guard !keys.isEmpty else { return leaks }
        for pair in request.query.split(separator: "&") {
            let (name, value) = pair.nameAndValue
            if keys.contains(formDecoded(value.utf8)) { leaks.append(.query(formDecoded(name.utf8))) }
        }
        let callback = creation?.callback
        if let callback, keys.contains(where: callback.contains) {
            leaks.append(.callback)
        }
        // An address of a receiver stands in the body too, and is one leak.
        else if !request.bytes.isEmpty, request.bytes.mention(keys) {
            leaks.append(.body)
        }
        return leaks
    }

    /// The provider whose keys begin as this one does; the longest beginning counts. nil: nobody's, or of no form. Where keys have no form at
    /// all, only a key that a command is given for another provider is known for one of that.
    private func owner(of key: String) -> Provider? {
        if dialect.keyPrefix.isEmpty { return Provider.allCases.first { $0.sampleKey == key } }
        let fitting = Provider.allCases.compactMap { provider -> (provider: Provider, length: Int)? in
            guard let prefix = loaded.dialect(of: provider)?.keyPrefix, !prefix.isEmpty, key.hasPrefix(prefix) else {
                return nil
            }
            return (provider, prefix.utf8.count)
        }
        return fitting.max { $0.length < $1.length }?.provider
    }
}

extension Substring {
    fileprivate var nameAndValue: (Substring, Substring) {
        guard let equals = firstIndex(of: "=") else { return (self, "") }
        return (self[..<equals], self[equals...].dropFirst())
    }
}

extension [UInt8] {
    /// Whether any of these texts stands in it.
    fileprivate func mention(_ texts: Set<String>) -> Bool {
        let text = String(decoding: self, as: UTF8.self)
        return texts.contains { text.contains($0) }
    }
}
