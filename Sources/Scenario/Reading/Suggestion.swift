/// Finds the word that was probably meant.
public enum Suggestion {
    /// The nearest of the words, if it is near enough: at most a third of its letters differ.
    public static func nearest(to word: String, in words: [String]) -> String? {
        guard word.utf8.count <= 100 else { return nil }
        let plain = folded(word)
        let ranked = words.map { (word: $0, distance: distance(plain, folded($0))) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(1, folded(best.word).count / 3) ? best.word : nil
    }

    /// The end of a message about a word that is one of many: the nearest one, if there is any.
    static func question(for word: String, in words: [String]) -> String {
        nearest(to: word, in: words).map { "; did you mean `\($0)`?" } ?? ""
    }

    /// The end of a message about an unknown word: the nearest one, else all that there are.
    static func hint(for word: String, in words: [String], listing listed: [String]? = nil) -> String {
        if let nearest = nearest(to: word, in: words) { return "; did you mean `\(nearest)`?" }
        let listed = listed ?? words
        return listed.isEmpty ? "; there is none" : "; there is " + list(listed)
    }

    /// `a`, `b` and `c`
    public static func list(_ words: [String]) -> String {
        let quoted = words.map { "`\($0)`" }
        guard let last = quoted.last, quoted.count > 1 else { return quoted.first ?? "none" }
        return quoted.dropLast().joined(separator: ", ") + " and " + last
    }

    /// Without regard to case and to which of `-`, `_`, blank and nothing separates.
    private static func folded(_ word: String) -> [UInt8] {
        word.utf8.filter { $0 != 0x2D && $0 != 0x5F && $0 != 0x20 }.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }

    /// How many letters must be changed, added, left out or swapped with their neighbour.
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
