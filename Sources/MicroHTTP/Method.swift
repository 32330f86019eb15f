import Glibc

/// The closed list of methods.
enum Method {
    /// nil for any other. Methods are compared with regard to case (RFC 9110 §9.1).
    static func known(_ name: UnsafePointer<CChar>) -> String? {
        let method = unsafe String(cString: name)
        switch method {
        case "GET", "POST", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "QUERY": return method
        default: return nil
        }
    }
}
