import Core
import HTTPMessages

/// What a transfer is to do.
struct TransferOrder {
    /// How long a connection may take to come about (webhook-conventions.md §4), in milliseconds.
    static let connectLimit = 5_000

    /// Made from the parts that were judged, never the client's own text.
    var url: String
    /// `host:port:address,address`: a name is looked up once, and libcurl looks nothing up again.
    var pinned: [String]
    var headers: Headers
    var body: [UInt8]
    /// For everything, in milliseconds.
    var limit: Int
    var connectLimit = TransferOrder.connectLimit
    var keepsConnection: Bool
    /// A file in PEM; nil: what the system trusts.
    var certificates: String?

    init(
        _ address: WebAddress, at addresses: [IPAddress], headers: Headers, body: [UInt8], limit: Int, keeps: Bool,
        certificates: String? = nil
    ) {
        url = address.url
        if case .name(let name) = address.host {
            pinned = ["\(name):\(address.port):" + addresses.map(\.bracketed).joined(separator: ",")]
        } else {
            pinned = []
        }
        self.headers = headers
        self.body = body
        self.limit = max(1, limit)
        keepsConnection = keeps
        self.certificates = certificates
    }
}

extension IPAddress {
    fileprivate var bracketed: String {
        if case .v6 = self { "[\(text)]" } else { text }
    }
}
