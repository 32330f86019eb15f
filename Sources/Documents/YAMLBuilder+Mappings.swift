extension YAMLBuilder {
    /// Reads the members of a mapping up to its end. A repeated key is reported and dropped.
    mutating func members() throws(Stop) -> Members {
        var members: [Members.Member] = []
        var seen: [String: Place] = [:]
        while true {
            let event = try next()
            if case .mappingEnd = event.kind { return Members(members) }
            guard let key = try key(event) else { continue }
            path.append(.key(key))
            if let first = seen.updateValue(event.place, forKey: key) {
                try report(
                    "the key \(key.excerpt) stands here for the second time, first in line \(first.line)",
                    at: event.place)
            }
            try refuseProperties(of: event)
            let value = try self.value(next())
            members.append(Members.Member(key: key, keyPlace: event.place, value: value))
            path.removeLast()
        }
    }

    /// The key; nil if it is none that JSON could have, its value is read and dropped then.
    private mutating func key(_ event: YAMLEvent) throws(Stop) -> String? {
        switch event.kind {
        case .scalar("<<", isPlain: true):
            try report("merge keys (<<) are not allowed; write the members themselves", at: event.place)
        case .scalar("", isPlain: true):
            try report("the key is missing", at: event.place)
        case .scalar(let text, _):
            return text
        case .alias:
            break
        default:
            try report("a key must be a scalar, not a list or a mapping", at: event.place)
        }
        _ = try value(event)
        _ = try value(next())
        return nil
    }

    /// Reports an anchor or a tag in front of a key or a value.
    mutating func refuseProperties(of event: YAMLEvent) throws(Stop) {
        if let anchor = event.anchor {
            try report(
                "anchors such as &\(anchor.excerpt) are not allowed; write the value wherever it is needed",
                at: event.place)
        }
        if let tag = event.tag {
            try report("tags such as \(tag.excerpt) are not allowed; quotes make a string", at: event.place)
        }
    }
}
