import Foundation
import Testing

/// The project's pages are cited as `getimg.md §3.8`: the name of a page below `docs`, and a number that it has. CONTRIBUTING
/// describes the form.
struct CitationTests {
    private let pages = Dictionary(grouping: Page.all, by: \.name)

    @Test func `every citation leads to a page and a number that are there`() throws {
        let files = TextFile.all
        try #require(files.count > 500)
        var count = 0
        var faults: [String] = []
        for file in files {
            for (number, line) in lines(of: file.text) {
                let found = citations(in: line.text, until: line.end)
                count += found.count
                faults += found.compactMap { fault(of: $0, in: file.path) }.map { "\(file.path):\(number): \($0)" }
            }
        }
        #expect(faults == [])
        #expect(count > 1_000)
    }

    @Test func `a number without a page is one of the page it stands in`() {
        for page in Page.all {
            let cited = page.text.matches(of: citation).map(\.range)
            for match in page.text.matches(of: #/((?:RFC \d+ )?)§([A-Z]?\d+(?:\.\d+)*)/#)
            where match.1.isEmpty && !cited.contains(where: { $0.contains(match.range.lowerBound) }) {
                #expect(page.numbers.contains(String(match.2)), "\(page.path) has no §\(match.2)")
            }
        }
    }

    @Test func `no two pages have one name, and no page has a number twice`() {
        for (name, found) in pages where name != "README" { #expect(found.count == 1, "\(name)") }
        for page in Page.all {
            #expect(
                Dictionary(grouping: page.numbers) { $0 }.filter { $1.count > 1 }.keys.sorted() == [], "\(page.path)")
        }
    }

    @Test func `every file that the page about architecture names is there`() throws {
        let page = try #require(pages["architecture"]?.first)
        let names = page.text.matches(of: /`((?:Sources|Tests|Fixtures|Scripts)\/[^`*<]+)`/).map { String($0.1) }
        try #require(names.count > 10)
        let missing = names.filter { name in
            !FileManager.default.fileExists(atPath: SourceTree.root.appending(path: name).path)
        }
        #expect(missing == [])
    }

    @Test(arguments: [
        "getimg.md §3.8", "(getimg.md §3.1, §3.7)", "getimg.md §3.1 to §3.3", "failures.md §J2",
        "architecture.md §9.12;",
        "[guide](docs/guide.md)", "docs/providers/getimg.md §1", "https://example.com/nowhere.md", "CHANGELOG.md",
        "moov.trak.mdia", "getimg.md.", "getimg.md §3.1 and §5 [chosen]",
    ])
    func `what leads somewhere is let through`(text: String) {
        #expect(citations(in: text, until: text.endIndex).compactMap { fault(of: $0, in: "README.md") } == [])
    }

    @Test(arguments: [
        "nowhere.md", "nowhere.md §1", "getimg.md §99", "getimg.md §3.1, §3.99", "getimg.md §3.1 to §3.99",
        "failures.md §J99",
        "getimg.md section 3", "getimg.md 3.1", "failures.md J2", "docs/getimg.md", "architecture.md §9.99",
    ])
    func `what leads nowhere is noticed`(text: String) {
        #expect(citations(in: text, until: text.endIndex).compactMap { fault(of: $0, in: "README.md") }.count == 1)
    }

    @Test func `headings, points and rows can be cited, and nothing in a block of code`() {
        let text = "# A\n\n## 1 B\n\n1. c\n2. d\n\n### 1.3 E\n\n```\n## 2 F\n```\n\n| J2 | x |\n\n## Later\n\n1. g\n"
        #expect(Page(path: "docs/a.md", text: text).numbers == ["1", "1.1", "1.2", "1.3", "J2"])
    }

    private struct Found {
        /// The folder that stands before the page's name, with its slash; empty for nearly all.
        var folder: String
        var page: String
        var numbers: [String]
        /// What follows.
        var rest: Substring
    }

    /// The pages that a line names, with the numbers behind each.
    private func citations(in text: String, until end: String.Index) -> [Found] {
        text.matches(of: citation).filter { $0.range.lowerBound < end }.map { match in
            Found(
                folder: String(match.1), page: String(match.2),
                numbers: match.3.matches(of: /[A-Z]?\d+(?:\.\d+)*/).map { String($0.0) },
                rest: text[match.range.upperBound...])
        }
    }

    private func fault(of found: Found, in file: String) -> String? {
        if found.folder.contains("//") || found.folder.contains("…") { return nil }
        guard let page = pages[found.page]?.first else { return "there is no page \(found.page).md" }
        guard found.folder.isEmpty || leads(found.folder, to: page, from: file) else {
            return "\(found.folder)\(found.page).md is \(page.path)"
        }
        if found.rest.prefixMatch(of: #/ (?:section |chapter |[A-Z]?\d)/#) != nil {
            return "a number of \(found.page).md is written `\(found.page).md §N`"
        }
        let missing = found.numbers.filter { !page.numbers.contains($0) }
        return missing.isEmpty ? nil : "\(found.page).md has no \(missing.map { "§\($0)" }.joined(separator: ", "))"
    }

    private func leads(_ folder: String, to page: Page, from file: String) -> Bool {
        let here = SourceTree.root.appending(path: file).deletingLastPathComponent()
        let target = SourceTree.root.appending(path: page.path).standardized.path
        return [SourceTree.root, here].contains { start in
            start.appending(path: "\(folder)\(page.name).md").standardized.path == target
        }
    }

    private struct Line {
        var text: String
        /// Where the following line begins, which is there for citations that go on in it.
        var end: String.Index
    }

    /// The lines that name a page, with their numbers.
    private func lines(of text: String) -> [(Int, Line)] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.indices.compactMap { index in
            guard lines[index].contains(".md") else { return nil }
            let line = String(lines[index])
            guard index + 1 < lines.count else { return (index + 1, Line(text: line, end: line.endIndex)) }
            let following = lines[index + 1].drop(while: { " /#*".contains($0) })
            let both = "\(line) \(following)"
            return (index + 1, Line(text: both, end: both.index(both.startIndex, offsetBy: line.count)))
        }
    }

    /// Folder, page, and a row of numbers.
    private var citation: Regex<(Substring, Substring, Substring, Substring)> {
        #/((?:[\w.…:\-]*\/)*)\b([a-z][\w.\-]*)\.md\b((?:(?:,|;|\ and|\ to)?\ +§[A-Z]?\d+(?:\.\d+)*)*)/#
            .wordBoundaryKind(.simple)
    }
}
