/// A value that its loop alone reads and changes, in a place of its own.
final class LoopBound<Value> {
    var value: Value

    init(_ value: Value) {
        self.value = value
    }
}
