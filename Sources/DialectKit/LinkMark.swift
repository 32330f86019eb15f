/// What tells the plain links of one reading from those of another, where a rule makes them rotate: `?v=3` for the third [chosen].
public enum LinkMark {
    private static let name = "v"

    /// To follow an address; empty where links do not rotate.
    public static func query(of reading: Int?) -> String {
        reading.map { "?\(name)=\($0)" } ?? ""
    }

    /// The reading that a raw query names; nil: it names none.
    public static func reading(in query: String) -> Int? {
        guard !query.isEmpty else { return nil }
        return queryValues(query).first { $0.name == name }.flatMap { plainInteger($0.value) }
    }
}
