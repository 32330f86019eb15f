import Foundation

/// `docs/faults.md`: every row that is played, what a person writes for it, and what the client sees.
enum FaultTable {
    private static let chapters: [(letter: Character, title: String)] = [
        ("R", "Rate limits"), ("G", "Gateways, CDNs and status codes"), ("C", "Connection and bytes"),
        ("J", "JSON bodies and envelopes"), ("S", "Event streams"), ("L", "Life of a job"),
        ("P", "Content, counts and cost"), ("D", "Downloads and signed links"), ("W", "Webhooks"),
        ("I", "Money and repetition"), ("N", "Below HTTP, and the clock"),
    ]

    static func text() throws -> String {
        let rows = try FaultFixture.all()
        var text = """
            # Faults

            Every fault that a scenario can play, with the lines that make it happen and what a client then sees. The rows are
            played on raw sockets by the tests, byte for byte, from the same files that this page is made of
            (`Fixtures/faults`). [The guide to scenarios](scenarios.md) explains the keys.

            A snippet is the part of a scenario file behind `understudy: 1` and `name`. Rows are numbered as in
            [failures.md](failures.md), which says where each was seen and what it breaks; those of webhooks (W) are played by
            the tests of webhooks.

            """
        for chapter in chapters {
            let own = rows.filter { $0.row.first == chapter.letter }
            guard !own.isEmpty else { continue }
            text += "\n## \(chapter.title)\n"
            for row in own { text += section(row) }
        }
        return text
    }

    private static func section(_ row: FaultFixture) -> String {
        let snippet = row.snippet.trimmingCharacters(in: .newlines)
        let code = snippet == "rules: []" ? "Nothing to write: it is always so.\n" : "```yaml\n\(snippet)\n```\n"
        return "\n### \(row.row): \(row.title)\n\nThe client sees: \(row.client).\n\n\(code)"
    }
}
