import Core

/// A value of `aspect_ratio`, as it is written and as it is.
struct Ratio: Sendable, Equatable {
    let text: String
    /// nil for `auto`.
    let value: AspectRatio?

    /// nil for a text that is no ratio.
    init?(_ text: String) {
        guard let value = AspectRatio(parsing: text) else {
            guard text == Ratio.auto else { return nil }
            self.text = text
            value = nil
            return
        }
        self.text = text
        self.value = value
    }

    static let auto = "auto"

    /// Every value that the field may have; the last four only newer SDKs send. Source: openrouter.md §3.1 [docs][sdk].
    static let known = [
        "1:1", "1:2", "1:4", "1:8", "2:1", "2:3", "3:2", "3:4", "4:1", "4:3", "4:5", "5:4", "8:1", "9:16", "16:9",
        "9:19.5", "19.5:9", "9:20", "20:9", "9:21", "21:9", "auto", "2.35:1", "5:2", "5:7", "7:5",
    ]

    /// The nearest of those offered, compared by factors; `auto` is a square [chosen].
    func nearest(among offered: [Ratio]) -> Ratio? {
        let wanted = (value ?? .square).quotient
        return offered.filter { $0.value != nil }.min { distance($0, wanted) < distance($1, wanted) }
    }

    private func distance(_ other: Ratio, _ wanted: Double) -> Double {
        let quotient = (other.value ?? .square).quotient
        return max(quotient / wanted, wanted / quotient)
    }
}

extension AspectRatio {
    var quotient: Double { width / height }
}
