/// The numbers that the documentation gives for a request. Source: getimg.md §3.1, §3.7.
enum Bound {
    /// Bytes of a generation's body [sdk].
    static let body = 25 << 20
    /// Bytes that a request without a use for a body may bring along [chosen].
    static let unreadBody = 64 << 10
    /// Characters, taken as Unicode scalars [docs].
    static let prompt = 1...4096
    /// Images of one request, whatever its model takes [docs].
    static let images = 8
    /// Bytes of an image in a data URL, decoded [sdk].
    static let image = 10 << 20
    /// Between the two ends of a report of costs [sdk].
    static let costs: Duration = .seconds(180 * 86_400)
}
