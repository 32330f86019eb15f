/// A value in a place of its own.
final class Ref<Value> {
    var value: Value

    init(_ value: Value) {
        self.value = value
    }
}
