/// Looks for one text in another, scalar by scalar, in time proportional to both together (Knuth, Morris and Pratt).
struct TextSearch {
    private let part: [UInt8]
    /// For each place of the part: how long a beginning of the part ends there, short of the whole.
    private let fallbacks: [Int]

    init(for text: String) {
        let part = Array(text.utf8)
        var fallbacks = [Int](repeating: 0, count: part.count)
        var length = 0
        for index in part.indices.dropFirst() {
            while length > 0, part[index] != part[length] { length = fallbacks[length - 1] }
            if part[index] == part[length] { length += 1 }
            fallbacks[index] = length
        }
        self.part = part
        self.fallbacks = fallbacks
    }

    func finds(in text: String) -> Bool {
        guard !part.isEmpty else { return true }
        var matched = 0
        for byte in text.utf8 {
            while matched > 0, byte != part[matched] { matched = fallbacks[matched - 1] }
            if byte == part[matched] { matched += 1 }
            if matched == part.count { return true }
        }
        return false
    }
}
