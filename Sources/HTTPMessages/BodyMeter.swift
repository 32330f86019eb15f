/// Measures a body that is too long to be held, piece by piece. Belongs to one request.
public protocol BodyMeter: AnyObject, Sendable {
    func add(_ piece: [UInt8])
    /// SHA-256 of everything that was added, in lower-case hex.
    var digest: String { get }
}
