extension JSONWriter {
    /// Writes the name of the member that follows. It must need no escapes: plain letters, no quote, no backslash.
    public mutating func name(_ name: StaticString) {
        if appendsNames {
            append(name: name)
        } else {
            prepare()
            append(quoted: name)
            finishName()
        }
    }

    /// Writes a name that is not known at compile time, with the escapes it needs.
    public mutating func name(dynamic name: String) {
        prepare()
        append(quoted: name)
        finishName()
    }

    public mutating func member(_ name: StaticString, _ string: String) {
        self.name(name)
        value(string)
    }

    /// Writes `null` where there is no string.
    public mutating func member(_ name: StaticString, _ string: String?) {
        self.name(name)
        if let string { value(string) } else { null() }
    }

    public mutating func member(_ name: StaticString, _ bool: Bool) {
        self.name(name)
        value(bool)
    }

    public mutating func member(_ name: StaticString, _ integer: Int) {
        self.name(name)
        value(integer)
    }

    /// Writes `null` where there is no number.
    public mutating func member(_ name: StaticString, _ integer: Int?) {
        self.name(name)
        if let integer { value(integer) } else { null() }
    }

    public mutating func member(_ name: StaticString, _ decimal: Decimal) {
        self.name(name)
        value(decimal: decimal)
    }

    /// Writes `null` where there is no number.
    public mutating func member(_ name: StaticString, _ decimal: Decimal?) {
        self.name(name)
        if let decimal { value(decimal: decimal) } else { null() }
    }

    public mutating func member(_ name: StaticString, _ node: Node) {
        self.name(name)
        value(node)
    }

    /// Writes `null` where there is no value.
    public mutating func member(_ name: StaticString, _ node: Node?) {
        self.name(name)
        if let node { value(node) } else { null() }
    }
}
