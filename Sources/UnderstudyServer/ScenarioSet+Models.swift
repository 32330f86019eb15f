import Core
import Documents
import Scenario

extension ScenarioSet {
    /// The models that requests can name, those that the scenario adds among them.
    ///
    /// - Parameters:
    ///   - provider: of that one alone, by its name; nil: of all.
    ///   - json: an array of objects for programs, instead of lines for people.
    public func models(of provider: String?, json: Bool) throws(Failure) -> String {
        let all = Provider.allCases.sorted()
        guard provider == nil || all.contains(where: { $0.rawValue == provider }) else {
            let names = all.map(\.rawValue).joined(separator: ", ")
            throw Failure(description: "understudy: no provider is called `\(provider ?? "")`; there is \(names).")
        }
        let wanted = all.filter { provider == nil || $0.rawValue == provider }
        let models = wanted.map { (provider: $0, outlines: playing.catalogs[$0]?.outlines ?? []) }
        return json ? Self.json(models) : models.map { Self.table($0, $1) }.joined(separator: "\n\n")
    }

    private static func table(_ provider: Provider, _ outlines: [ModelOutline]) -> String {
        let rows = outlines.map(\.columns)
        let widths = (0..<3).map { column in rows.map { $0[column].count }.max() ?? 0 }
        let lines = rows.map { row in
            let cells = zip(row, widths + [0]).map { cell, width in
                cell + String(repeating: " ", count: max(0, width - cell.count))
            }
            return "  " + trimmed(cells.joined(separator: "  "))
        }
        return ([provider.rawValue] + lines).joined(separator: "\n")
    }

    private static func json(_ models: [(provider: Provider, outlines: [ModelOutline])]) -> String {
        var writer = JSONWriter(reserving: 16_384, indent: 2)
        writer.beginArray()
        for (provider, outlines) in models {
            for model in outlines { model.write(of: provider, to: &writer) }
        }
        writer.endArray()
        return String(decoding: writer.finish(), as: UTF8.self)
    }

    private static func trimmed(_ line: String) -> String {
        String(line[..<(line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex)])
    }
}

extension ModelOutline {
    /// `veo-3`, `video`, `0.4 USD per second`, and what else there is to say.
    fileprivate var columns: [String] {
        let cost = price.map { "\($0.text) USD per \(unit)" } ?? ""
        let notes = [
            name == id ? nil : name, like.map { "added by the scenario, like \($0)" },
            setting.map { "only with the setting \($0)" },
        ]
        return [id, modality?.rawValue ?? "other", cost, notes.compactMap { $0 }.joined(separator: "; ")]
    }

    fileprivate func write(of provider: Provider, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("provider", provider.rawValue)
        writer.member("id", id)
        writer.member("name", name)
        writer.member("modality", modality?.rawValue)
        writer.member("price_usd", price)
        writer.member("unit", unit)
        writer.member("like", like)
        writer.member("setting", setting)
        writer.endObject()
    }
}
