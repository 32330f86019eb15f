/// A key of the language: what it is called, what its value may look like, what it is for, and what it becomes.
///
/// Tables are made of fields, and what was read is asked by the same fields, so a key is typed once.
struct Field<Value>: Keyed {
    let key: Key
    let form: Form<Value>

    init(
        _ name: String, _ form: Form<Value>, _ help: String, required: Bool = false,
        remark: @escaping @Sendable (Vocabulary) -> String? = { _ in nil }
    ) {
        key = Key(name, form.shape, help, required: required, remark: remark)
        self.form = form
    }
}

extension Reading {
    /// What stands under that key; nil without it, and where nothing of its value could be used.
    subscript<Value>(field: Field<Value>) -> Value? {
        entry(field).flatMap { field.form.value($0.value) }
    }
}
