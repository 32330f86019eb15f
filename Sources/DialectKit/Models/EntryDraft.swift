import Documents

/// The entry of a model in a catalog's tree, while a scenario's changes are made to a copy of it.
public struct EntryDraft {
    public private(set) var node: Node

    public init(_ node: Node) {
        self.node = node
    }

    /// What stands there; set to nil, the last key goes. Mappings on the way are made where there are none.
    public subscript(path: String...) -> Node? {
        get { path.reduce(node) { node, key in node?[key] } }
        set { node = node.setting(newValue, at: path[...]) }
    }
}

extension Node {
    fileprivate func setting(_ value: Node?, at path: ArraySlice<String>) -> Node {
        guard let key = path.first else { return value ?? Node(.null) }
        var members = Array(object ?? [:])
        let place = members.lastIndex { $0.key == key }
        if path.count == 1, value == nil {
            members.removeAll { $0.key == key }
        } else {
            let changed = (place.map { members[$0].value } ?? [:]).setting(value, at: path.dropFirst())
            if let place {
                members[place].value = changed
            } else {
                members.append(Members.Member(key: key, value: changed))
            }
        }
        return Node(.object(Members(members)), at: self.place)
    }
}
