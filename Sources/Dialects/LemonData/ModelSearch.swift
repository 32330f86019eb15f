/// What somebody may have meant who wrote the id of a model that is not there (lemondata.md §4.2).
struct ModelSearch {
    /// By the alias map, then without hyphens and letter case, then by up to three slips [docs]; ties in the catalog's
    /// order. nil where nothing is near.
    let meant: Model?
    /// At most three, the one that was meant first, then by nearness [chosen].
    let suggestions: [Model]

    init(_ id: String, in list: ModelList) {
        let candidates = list.all.filter(\.makesImages)
        let near = candidates.enumerated().compactMap { place, model in
            editDistance(id, model.id, atMost: Bound.slips).map { (distance: $0, place: place, model: model) }
        }.sorted { ($0.distance, $0.place) < ($1.distance, $1.place) }.map(\.model)
        meant =
            list.aliases.first { $0.name == id.lowercased() }.flatMap { list[$0.id] }
            ?? candidates.first { plain($0.id) == plain(id) } ?? near.first
        let first = meant.map { [$0] } ?? []
        suggestions = Array((first + near.filter { $0.id != first.first?.id }).prefix(Bound.suggestions))
    }
}

/// Without hyphens and letter case.
private func plain(_ id: String) -> String {
    id.lowercased().filter { $0 != "-" }
}

/// How many bytes must be put in, left out or replaced to make one text of the other; nil when that is more than the limit.
func editDistance(_ left: String, _ right: String, atMost limit: Int) -> Int? {
    guard abs(left.utf8.count - right.utf8.count) <= limit else { return nil }
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    var row = Array(0...right.count)
    for (index, byte) in left.enumerated() {
        var diagonal = row[0]
        row[0] = index + 1
        for place in right.indices {
            let replaced = diagonal + (byte == right[place] ? 0 : 1)
            diagonal = row[place + 1]
            row[place + 1] = min(replaced, row[place] + 1, diagonal + 1)
        }
    }
    return row[right.count] <= limit ? row[right.count] : nil
}
