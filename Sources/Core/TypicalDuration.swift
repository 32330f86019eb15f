/// How long jobs of a model take at the real provider. An object, since all creations of a model have the same.
public final class TypicalDuration: Sendable, Equatable {
    public let least: Duration
    public let typical: Duration
    public let most: Duration

    public init(least: Duration, typical: Duration, most: Duration) {
        self.least = least
        self.typical = typical
        self.most = most
    }

    public static func == (left: TypicalDuration, right: TypicalDuration) -> Bool {
        (left.least, left.typical, left.most) == (right.least, right.typical, right.most)
    }

    /// Where a catalog has no range (architecture.md §9.6 [chosen]).
    public static let image = TypicalDuration(least: .seconds(2), typical: .seconds(6), most: .seconds(20))
    public static let still = TypicalDuration(least: .seconds(1), typical: .seconds(3), most: .seconds(10))
    public static let video = TypicalDuration(least: .seconds(40), typical: .seconds(90), most: .seconds(240))
}
