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
        let clients = try ClientTable()
        var text = """
            # Faults

            Every fault that a scenario can play, with the lines that make it happen and what a client then sees. The rows are
            played on raw sockets by the tests, byte for byte, from the same files that this page is made of
            (`Fixtures/faults`). [The guide to scenarios](scenarios.md) explains the keys.

            A snippet is the part of a scenario file behind `understudy: 1` and `name`. Below each stand the provider and the models
            that it is played with. Lines that name fields of a body are shaped for that provider; where another one has other fields,
            it has a form of its own. Rows are numbered as in
            [failures.md](failures.md), which says where each was seen and what it breaks; those of webhooks (W) are no
            exchange on a client's socket but what a receiver gets, so tests of their own play each fault with a receiver
            (`Tests/EngineTests/WebhookFaultTests.swift`, `Tests/Clients`).

            Tables say what real clients make of rows: \(clients.versions).
            A number is the status of an answer that was read whole and whose JSON was taken. Else it is what the client raises, with what
            is at the bottom of it; of curl the code that it ends with. `;` divides several requests of a row; a reset that may come
            before or behind the request, by chance (C16), is left out. Each client waits three
            seconds while the clock runs at ten times its pace, so half a minute of scenario time, and follows redirects where it can:
            httpx and curl because they were told to. `make client-table` plays the rows and writes the tables.

            """
        for chapter in chapters {
            let own = rows.filter { $0.row.first == chapter.letter }
            guard !own.isEmpty else { continue }
            text += "\n## \(chapter.title)\n"
            for (index, row) in own.enumerated() {
                text += section(row)
                // Beside the row, where the chapter has no table of its own.
                let isLast = index + 1 == own.count || own[index + 1].row != row.row
                if isLast, !"CJ".contains(chapter.letter) {
                    text += clients.text(of: own.filter { $0.row == row.row })
                }
            }
            if "CJ".contains(chapter.letter) {
                let table = clients.text(of: own)
                text +=
                    "\n### What clients make of \(chapter.title.prefix(1).lowercased() + chapter.title.dropFirst())\n\(table)"
            }
        }
        return text
    }

    private static func section(_ row: FaultFixture) -> String {
        let snippet = row.snippet.trimmingCharacters(in: .newlines)
        let code = snippet == "rules: []" ? "Nothing to write: it is always so.\n" : "```yaml\n\(snippet)\n```\n"
        let lines = row.recipe ?? code
        return "\n### \(row.row): \(row.title)\n\nThe client sees: \(row.client).\n\n\(lines)\(place(of: row))"
    }

    /// Where the lines are played.
    private static func place(of row: FaultFixture) -> String {
        let models = row.models.map { "`\($0)`" }.joined(separator: ", ")
        if row.steps.isEmpty || row.recipe != nil { return "" }
        return "\nPlayed at `\(row.provider)`\(models.isEmpty ? "" : " with \(models)").\n"
    }
}
