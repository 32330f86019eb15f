/// A header that is to have another value, or none.
public struct HeaderChange: Sendable, Equatable {
    public var name: String
    /// nil removes it.
    public var value: String?
    /// Stands beside those of its name that come before it, not in their place.
    public var isFurther: Bool

    public init(name: String, value: String?, isFurther: Bool = false) {
        self.name = name
        self.value = value
        self.isFurther = isFurther
    }

    public func apply(to headers: inout Headers) {
        if isFurther, let value { headers.append(name, value) } else { headers.set(name, value) }
    }
}
