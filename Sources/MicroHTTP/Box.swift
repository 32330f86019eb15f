/// A value in a place of its own.
final class Box<Value> {
    var value: Value

    init(_ value: Value) {
        self.value = value
    }
}
