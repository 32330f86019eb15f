import Documents

/// Error bodies in the shapes of other APIs (failures.md §J2), for clients that know one shape only.
enum ForeignEnvelope: String, CaseIterable, Sendable {
    /// `{"detail": "Bad Gateway"}`
    case fastAPIDetail = "fastapi_detail"
    /// `{"error": "Bad Gateway"}`
    case string
    /// `{"success": false, "code": 502, "message": "Bad Gateway"}`
    case flat
    /// `{"error": {"code": 502, "message": "Bad Gateway", "details": []}}`
    case nested

    /// - Parameter message: nil: the words that go with the status.
    func body(status: Int, message: String?) -> Node {
        let words = Node(.string(message ?? ReasonPhrase.of(status)))
        let code = Node(.number(Number(status)))
        return switch self {
        case .fastAPIDetail: ["detail": words]
        case .string: ["error": words]
        case .flat: ["success": false, "code": code, "message": words]
        case .nested: ["error": ["code": code, "message": words, "details": []]]
        }
    }
}

/// The words that go with a status (RFC 9110 §15; 524 and 529 by use).
enum ReasonPhrase {
    static func of(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 402: "Payment Required"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 410: "Gone"
        case 413: "Content Too Large"
        case 422: "Unprocessable Content"
        case 425: "Too Early"
        case 429: "Too Many Requests"
        case 500: "Internal Server Error"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        case 524: "A Timeout Occurred"
        case 529: "Site is overloaded"
        default: "Error \(status)"
        }
    }
}
