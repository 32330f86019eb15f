import Foundation

/// A page below `docs`, and what of it can be cited.
struct Page {
    /// Without the ending: `getimg`.
    let name: String
    /// From the top folder on.
    let path: String
    /// Without blocks of code, as one line.
    let text: String
    /// In the order of the page: numbered headings (`3.1`), numbered points of a section (`9.12`), rows of a table (`J2`).
    let numbers: [String]

    /// Every page of the project.
    static let all = TextFile.below("docs").filter { $0.path.hasSuffix(".md") }.map(Page.init)

    init(_ file: TextFile) {
        self.init(path: file.path, text: file.text)
    }

    init(path: String, text: String) {
        self.path = path
        name = String(path.split(separator: "/").last?.dropLast(3) ?? "")
        var numbers: [String] = []
        var section = ""
        var isCode = false
        var prose: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.drop(while: { $0 == " " }).hasPrefix("```") {
                isCode.toggle()
            } else if !isCode {
                prose.append(line)
                if let heading = line.firstMatch(of: #/^#+ (\d+(?:\.\d+)*)\.? /#) {
                    section = String(heading.1)
                    numbers.append(section)
                } else if line.hasPrefix("#") {
                    section = ""
                } else if let point = line.firstMatch(of: #/^(\d+)\. /#), !section.isEmpty {
                    numbers.append("\(section).\(point.1)")
                } else if let row = line.firstMatch(of: #/^\| ([A-Z]\d+) \|/#) {
                    numbers.append(String(row.1))
                }
            }
        }
        self.numbers = numbers
        self.text = prose.joined(separator: " ")
    }
}

/// A file that names pages.
struct TextFile {
    /// From the top folder on.
    let path: String
    let text: String

    /// Of everything that people write or that is made from it. The examples of `CitationTests` lead nowhere on purpose.
    static let all =
        (["Sources", "Tests", "Fixtures", "Scripts", "Benchmarks", "scenarios", "docs", ".ci"].flatMap(below)
        + ["CONTRIBUTING.md", "README.md", "CHANGELOG.md", "Makefile", "Package.swift", "serve", "test", "Dockerfile"]
        .compactMap(TextFile.init))
        .filter { $0.path != "Tests/ArchitectureTests/CitationTests.swift" }

    static func below(_ folder: String) -> [TextFile] {
        let top = SourceTree.root.appending(path: folder)
        let names = (FileManager.default.enumerator(atPath: top.path)?.compactMap { $0 as? String } ?? []).sorted()
        return names.compactMap { TextFile("\(folder)/\($0)") }
    }

    /// nil for a folder, for what is no text, and for what names no page.
    private init?(_ path: String) {
        let file = SourceTree.root.appending(path: path)
        guard let bytes = FileManager.default.contents(atPath: file.path),
            path.hasSuffix(".md") || bytes.range(of: Data(".md".utf8)) != nil,
            let text = String(validating: bytes, as: UTF8.self)
        else { return nil }
        self.path = path
        self.text = text
    }
}
