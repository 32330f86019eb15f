import Core

extension Service.ServedPort {
    public struct Failure: Error, CustomStringConvertible {
        public var description: String
    }

    /// Reads `getimg=4011` or `all=4011`, which takes a port for each provider, counted in the order of `Provider`. `getimg@NAME=4011`
    /// leads to the sandbox of that name.
    public static func parse(_ text: String) throws(Failure) -> [Service.ServedPort] {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let names = Provider.allCases.map(\.rawValue).joined(separator: ", ")
        guard parts.count == 2, let port = Int(parts[1]), (0...65_535).contains(port) else {
            throw Failure(
                description: """
                    --serve takes PROVIDER=PORT, such as getimg=4011, or PROVIDER@SANDBOX=PORT, such as getimg@mine=4011, not `\(text)`.
                    """)
        }
        let place = parts[0].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let sandbox = place.count == 2 ? String(place[1]) : SandboxName.standard
        guard SandboxName.isGood(sandbox) else {
            throw Failure(description: "--serve \(text): no sandbox is called `\(sandbox)`: \(SandboxName.rule).")
        }
        if place[0] == "all" { return try all(from: port, in: sandbox) }
        guard let provider = Provider(rawValue: String(place[0])) else {
            throw Failure(description: "--serve knows no provider `\(place[0])`; there are \(names), and all.")
        }
        return [Service.ServedPort(provider, port: port, sandbox: sandbox)]
    }

    /// A provider has one port of its own in a sandbox, and nobody else has that.
    public static func check(_ served: [Service.ServedPort], besides main: Int) throws(Failure) {
        var owners = main == 0 ? [:] : [main: "--port"]
        var seen: Set<String> = []
        for one in served {
            let isStandard = one.sandbox == SandboxName.standard
            let name = one.provider.rawValue + (isStandard ? "" : "@\(one.sandbox)")
            guard seen.insert(name).inserted else {
                throw Failure(description: "--serve gives \(name) two ports; a provider has one of its own.")
            }
            if one.port != 0, let owner = owners.updateValue(name, forKey: one.port) {
                throw Failure(description: "Port \(one.port) is given to \(owner) and to \(name).")
            }
        }
    }

    private static func all(from port: Int, in sandbox: String) throws(Failure) -> [Service.ServedPort] {
        guard port == 0 || port + Provider.allCases.count - 1 <= 65_535 else {
            throw Failure(description: "--serve all=\(port) needs \(Provider.allCases.count) ports from there on.")
        }
        return Provider.allCases.map { Service.ServedPort($0, port: port == 0 ? 0 : port + $0.place, sandbox: sandbox) }
    }
}
