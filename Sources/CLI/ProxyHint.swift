/// Clients that take a proxy from the environment would ask it for this machine (failures.md §N2).
enum ProxyHint {
    /// What to say at the start; nil where nothing stands in between.
    static var text: String? {
        guard
            let name = ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"].first(where: {
                Serving.variable($0) != nil
            })
        else {
            return nil
        }
        let exceptions = (Serving.variable("no_proxy") ?? Serving.variable("NO_PROXY") ?? "").split(separator: ",").map
        {
            $0.filter { $0 != " " }
        }
        guard !exceptions.contains("*"), !exceptions.contains("127.0.0.1") || !exceptions.contains("localhost") else {
            return nil
        }
        return "\(name) is set: clients on this machine need NO_PROXY=127.0.0.1,localhost to reach this server"
    }
}
