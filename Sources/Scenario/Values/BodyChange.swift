import Documents

/// What a `patch` makes of a JSON body: a merge patch, then what a merge patch cannot say (language.md §3.2).
public struct BodyChange: Sendable, Equatable {
    struct Text: Sendable, Equatable {
        var path: BodyPath
        /// Goes out as it is, be it JSON or not.
        var text: String
    }

    /// A JSON merge patch (RFC 7396).
    public var merge: Node?
    var nulls: [BodyPath] = []
    var texts: [Text] = []

    public func applied(to body: Node) -> Node {
        var body = merge.map { body.merged(with: $0) } ?? body
        for path in nulls { body = body.placing(Node(.null), at: path.parts[...]) }
        // A number goes out as it is written, so it can hold any text.
        for text in texts { body = body.placing(Node(.number(Number(text: text.text))), at: text.path.parts[...]) }
        return body
    }
}

extension BodyChange {
    /// nil when none of its keys is there.
    init?(_ reading: Reading) {
        merge = reading[BodyChangeKeys.body]
        nulls = reading[BodyChangeKeys.explicitNull] ?? []
        texts = reading[BodyChangeKeys.explicitText] ?? []
        if merge == nil, nulls.isEmpty, texts.isEmpty { return nil }
    }
}

/// The keys of a `patch` that speak of the body.
enum BodyChangeKeys {
    static let all: [any Keyed] = [body, explicitNull, explicitText]

    static let body = Field("body", .document, "a JSON merge patch (RFC 7396); null removes a member")
    static let explicitNull = Field(
        "explicit_null",
        .oneOrMany(Form<BodyPath>(.scalar(.text(.bodyPath))) { $0.text.flatMap { BodyPath($0) } }),
        "what is `null` in the body, behind its merge patch, such as `output.media[0].url`")
    static let explicitText = Field(
        "explicit_text",
        Form<[BodyChange.Text]>(.mapping(key: .bodyPath, value: .scalar(.text(.any)))) { reading in
            reading.entries.compactMap { entry in
                guard let path = BodyPath(entry.key), let text = entry.value.text else { return nil }
                return BodyChange.Text(path: path, text: text)
            }
        },
        "what stands at a path of the body as it is written here, such as `NaN` or `\"12\"`, be it JSON or not")
}

extension Node {
    /// The same with that value at a path. Objects that are missing on the way are made, as a merge patch makes them; an
    /// element that an array does not have changes nothing.
    fileprivate func placing(_ value: Node, at path: ArraySlice<BodyPath.Part>) -> Node {
        placed(value, at: path) ?? self
    }

    private func placed(_ value: Node, at path: ArraySlice<BodyPath.Part>) -> Node? {
        guard let step = path.first else { return value }
        switch step {
        case .key(let key): return placed(value, in: key, at: path.dropFirst())
        case .index(let index):
            guard var elements = array, elements.indices.contains(index),
                let element = elements[index].placed(value, at: path.dropFirst())
            else { return nil }
            elements[index] = element
            return Node(.array(elements))
        }
    }

    private func placed(_ value: Node, in key: String, at path: ArraySlice<BodyPath.Part>) -> Node? {
        var members = Array(object ?? [:])
        let place = members.lastIndex { $0.key == key }
        guard let member = (place.map { members[$0].value } ?? Node(.null)).placed(value, at: path) else { return nil }
        if let place {
            members[place].value = member
        } else {
            members.append(Members.Member(key: key, value: member))
        }
        return Node(.object(Members(members)))
    }
}
