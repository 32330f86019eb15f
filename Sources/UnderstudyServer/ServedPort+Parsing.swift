import Core

extension Service.ServedPort {
    public struct Failure: Error, CustomStringConvertible {
        public var description: String
    }

    /// Reads `getimg=4011` or `all=4011`, which takes a port for each provider, counted in the order of `Provider`.
    public static func parse(_ text: String) throws(Failure) -> [Service.ServedPort] {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let names = Provider.allCases.map(\.rawValue).joined(separator: ", ")
        guard parts.count == 2, let port = Int(parts[1]), (0...65_535).contains(port) else {
            throw Failure(description: "--serve takes PROVIDER=PORT, such as getimg=4011, not `\(text)`.")
        }
        if parts[0] == "all" { return try all(from: port) }
        guard let provider = Provider(rawValue: String(parts[0])) else {
            throw Failure(description: "--serve knows no provider `\(parts[0])`; there are \(names), and all.")
        }
        return [Service.ServedPort(provider, port: port)]
    }

    /// A provider has one port of its own, and nobody else has that.
    public static func check(_ served: [Service.ServedPort], besides main: Int) throws(Failure) {
        var owners = main == 0 ? [:] : [main: "--port"]
        var seen: Set<Provider> = []
        for one in served {
            let name = one.provider.rawValue
            guard seen.insert(one.provider).inserted else {
                throw Failure(description: "--serve gives \(name) two ports; a provider has one of its own.")
            }
            if one.port != 0, let owner = owners.updateValue(name, forKey: one.port) {
                throw Failure(description: "Port \(one.port) is given to \(owner) and to \(name).")
            }
        }
    }

    private static func all(from port: Int) throws(Failure) -> [Service.ServedPort] {
        guard port == 0 || port + Provider.allCases.count - 1 <= 65_535 else {
            throw Failure(description: "--serve all=\(port) needs \(Provider.allCases.count) ports from there on.")
        }
        return Provider.allCases.map { Service.ServedPort($0, port: port == 0 ? 0 : port + $0.place) }
    }
}
