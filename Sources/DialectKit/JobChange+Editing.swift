import Core
import Documents
import HTTPMessages

extension JobChange {
    /// Makes of a dialect's answer about a job what the scenario wants to be told instead.
    ///
    /// - Parameters:
    ///   - age: of the job, when it is told of.
    ///   - statusPath: where the dialect writes the state of a job.
    ///   - base: where the links begin that the server hands out.
    public func edit(
        _ response: inout Response, of view: JobView, age: Duration, statusPath: [String], base: String
    ) {
        response.body = response.body.changingJSON { edited($0, view, age, statusPath, links: base + "/") }
    }

    private func edited(
        _ node: Node, _ view: JobView, _ age: Duration, _ statusPath: [String], links: String
    ) -> Node {
        var root = node
        if let word = view.job.statuses?.word(age: age, polls: view.job.polls), Job.State(rawValue: word) == nil {
            root = root.replacing(statusPath[...], with: Node(.string(word)))
        }
        if let output, output.nullsURLs || !output.without.isEmpty {
            root = root.edited(output, links: links)
        }
        return root
    }
}

extension Node {
    /// The same with another value at a path that is there.
    fileprivate func replacing(_ path: ArraySlice<String>, with value: Node) -> Node {
        guard let key = path.first else { return value }
        guard var members = object.map({ Array($0) }), let place = members.lastIndex(where: { $0.key == key }) else {
            return self
        }
        members[place].value = members[place].value.replacing(path.dropFirst(), with: value)
        return Node(.object(Members(members)))
    }

    /// Without members of those names, and with null for each link.
    fileprivate func edited(_ output: OutputChange, links: String) -> Node {
        switch value {
        case .string(let text): output.nullsURLs && text.hasPrefix(links) ? Node(.null) : self
        case .array(let items): Node(.array(items.map { $0.edited(output, links: links) }))
        case .object(let members): Node(.object(Members(members.compactMap { $0.edited(output, links: links) })))
        case .null, .bool, .number: self
        }
    }
}

extension Members.Member {
    fileprivate func edited(_ output: OutputChange, links: String) -> Members.Member? {
        if output.without.contains(key) { return nil }
        // Where to poll is no result.
        guard key != "poll_url" else { return self }
        var member = self
        member.value = value.edited(output, links: links)
        return member
    }
}
