extension Timestamp {
    /// Reads the fixed form of RFC 9110 §5.6.7 alone: `Fri, 20 Nov 2026 10:15:02 GMT`.
    public init?(httpDate text: String) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[5] == "GMT", let month = Self.monthNames.firstIndex(of: String(parts[2])) else {
            return nil
        }
        let number = month + 1
        let date = "\(parts[3])-\(number < 10 ? "0" : "")\(number)-\(parts[1])T\(parts[4])Z"
        guard parts[4].utf8.count == 8, let time = Timestamp(iso8601: date), time.httpDate == text else { return nil }
        self = time
    }

    private static let monthNames = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
