/// A value that many hold and nobody changes: handing it around costs nothing.
public final class Shared<Value: Sendable>: Sendable {
    public let value: Value

    public init(_ value: consuming Value) {
        self.value = value
    }
}
