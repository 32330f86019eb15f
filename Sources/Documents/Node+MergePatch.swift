extension Node {
    /// This value changed by a JSON merge patch (RFC 7396): members of a mapping are set, or removed by null; anything
    /// else takes the place of the whole.
    public func merged(with patch: Node) -> Node {
        guard let changes = patch.object else { return patch }
        var members = Array(object ?? [:])
        for change in changes {
            let place = members.lastIndex { $0.key == change.key }
            if change.value.isNull {
                members.removeAll { $0.key == change.key }
            } else if let place {
                members[place].value = members[place].value.merged(with: change.value)
            } else {
                members.append(Members.Member(key: change.key, value: Node(.null).merged(with: change.value)))
            }
        }
        return Node(.object(Members(members)))
    }
}
