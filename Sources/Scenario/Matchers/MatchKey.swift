/// A key of `match` (language.md §2.2): what it adds to a match, and what it tells of a request that somebody describes.
struct MatchKey: Keyed {
    typealias Add = @Sendable (Reading.Entry, inout Match) -> Void
    /// Takes the text that is given, and the key that it is given under.
    typealias Describe = @Sendable (inout Subject, String, _ key: String) throws(RequestSketch.Failure) -> Void

    let key: Key
    let add: Add
    /// nil: it describes no single request.
    let describe: Describe?

    init(_ name: String, _ shape: Shape, _ help: String, describe: Describe?, add: @escaping Add) {
        key = Key(name, shape, help)
        self.add = add
        self.describe = describe
    }
}

/// Keys of `match` that begin with a known word: `header.<name>`.
struct MatchFamily: Sendable {
    typealias Add = @Sendable (_ rest: String, Reading.Entry, inout Match) -> Void
    typealias Describe = @Sendable (inout Subject, _ rest: String, String) throws(RequestSketch.Failure) -> Void

    let family: Family
    let add: Add
    let describe: Describe

    init(
        _ prefix: String, _ form: TextForm, _ kind: MatcherKind, _ help: String, describe: @escaping Describe,
        add: @escaping Add
    ) {
        family = Family(prefix, form, .definition(.matcher(kind)), help)
        self.add = add
        self.describe = describe
    }
}

extension MatchKey {
    /// Every key, in the order in which pages and problems list them.
    static let inOrder: [MatchKey] = [
        .provider, .model, .account, .path, .jobID, .modality, .method, .prompt, .jobStatus, .jobAge, .jobPolls,
        .attempt, .anyOf,
    ]

    // `explain` tells the first condition that does not hold: single words before patterns of values.
    static let askedFirst: [MatchKey] = [.provider, .model, .account, .jobID, .path, .method, .modality]
    static let askedLast: [MatchKey] = [.anyOf]
    /// In the order of the file.
    static let askedAsWritten = inOrder.filter { key in !(askedFirst + askedLast).contains { $0.name == key.name } }
}

extension MatchFamily {
    static let inOrder: [MatchFamily] = [.header, .query, .body]
}

extension Grammar {
    var match: Table {
        let keys = MatchKey.inOrder.map { $0.name == MatchKey.provider.name ? provider(MatchKey.provider) : $0.key }
        return Table("`match`", keys, families: MatchFamily.inOrder.map(\.family))
    }
}
