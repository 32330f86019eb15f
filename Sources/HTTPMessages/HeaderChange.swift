/// A header that is to have another value, or none.
public struct HeaderChange: Sendable, Equatable {
    public var name: String
    /// nil removes it.
    public var value: String?

    public init(name: String, value: String?) {
        self.name = name
        self.value = value
    }
}
