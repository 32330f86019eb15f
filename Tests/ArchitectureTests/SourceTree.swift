import Foundation

/// A file below `Sources` or `Tests`.
struct SourceFile {
    /// The room it belongs to, e.g. `Engine`; for a dialect its own name.
    let room: String
    /// From `Sources` or `Tests` on, a dialect's without the folder they share: `Engine/Sandbox.swift`,
    /// `GetImg/Routes.swift`.
    let path: String
    let text: String
    /// The text without comments.
    let code: String
    /// The modules it imports, in whatever form.
    let imports: Set<String>

    init(room: String, path: String, text: String) {
        self.room = room
        self.path = path
        self.text = text
        code = strippingComments(text)
        imports = importedModules(code)
    }
}

struct SourceTree {
    /// The folder of the package: the nearest one above this file with `Package.swift` and `Sources`.
    static let root: URL = {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while folder.path != "/" {
            let parts = ["Package.swift", "Sources"].map { folder.appending(path: $0).path }
            if parts.allSatisfy(FileManager.default.fileExists(atPath:)) { return folder }
            folder.deleteLastPathComponent()
        }
        fatalError("no Package.swift above \(#filePath)")
    }()

    static let sources = files(below: "Sources")
    static let tests = files(below: "Tests")

    /// The folders of `Sources` that stand for rooms, those of C included.
    static let roomFolders: Set<String> = {
        let folders = subfolders(of: root.appending(path: "Sources"))
        let dialects = subfolders(of: root.appending(path: "Sources/Dialects"))
        return Set(folders).subtracting(["Dialects"]).union(dialects)
    }()

    static func sources(of room: String) -> [SourceFile] {
        sources.filter { $0.room == room }
    }

    private static func subfolders(of folder: URL) -> [String] {
        entries(of: folder).filter(isFolder).map(\.lastPathComponent)
    }

    private static func entries(of folder: URL) -> [URL] {
        let folder = folder.resolvingSymlinksInPath()
        return (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    }

    private static func isFolder(_ url: URL) -> Bool {
        (try? url.resolvingSymlinksInPath().resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
    }

    private static func files(below top: String) -> [SourceFile] {
        let folder = root.appending(path: top)
        return subfolders(of: folder).flatMap { files(in: folder.appending(path: $0), named: [$0]) }.sorted {
            $0.path < $1.path
        }
    }

    private static func files(in folder: URL, named names: [String]) -> [SourceFile] {
        entries(of: folder).flatMap { entry -> [SourceFile] in
            let names = names + [entry.lastPathComponent]
            if isFolder(entry) { return files(in: entry, named: names) }
            guard ["swift", "py"].contains(entry.pathExtension) else { return [] }
            let own = names[0] == "Dialects" ? Array(names.dropFirst()) : names
            let text = (try? String(contentsOf: entry, encoding: .utf8)) ?? ""
            return [SourceFile(room: own[0], path: own.joined(separator: "/"), text: text)]
        }
    }
}

/// The modules that a Swift text imports: with an access level, attributes, a kind, a submodule, or behind a semicolon.
func importedModules(_ code: String) -> Set<String> {
    let form =
        #/
        (?: ^ | ; ) [\ \t]*
        (?: (?: @\w+ (?: \( [^)]* \) )? | public | package | internal | private | fileprivate ) \s+ )*
        import \s+
        (?: (?: struct | class | enum | protocol | typealias | func | var | let | actor ) \s+ )?
        `? (\w+)
        /#.anchorsMatchLineEndings()
    return Set(code.matches(of: form).map { String($0.1) })
}

/// Swift without its comments. What stands in quotation marks stays, so that an address in a text is no comment.
func strippingComments(_ text: String) -> String {
    let text = Array(text.utf8)
    var code: [UInt8] = []
    var depth = 0
    var isQuoted = false
    var index = 0
    while index < text.count {
        let pair = text[index...].prefix(2)
        if !isQuoted, pair.elementsEqual("/*".utf8) {
            depth += 1
            index += 2
        } else if depth > 0 {
            let closes = pair.elementsEqual("*/".utf8)
            depth -= closes ? 1 : 0
            index += closes ? 2 : 1
        } else if !isQuoted, pair.elementsEqual("//".utf8) {
            index = text[index...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
        } else {
            // Behind a backslash a quotation mark is one of the text.
            let length = isQuoted && text[index] == UInt8(ascii: "\\") ? pair.count : 1
            if text[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
            code.append(contentsOf: text[index..<index + length])
            index += length
        }
    }
    return String(decoding: code, as: UTF8.self)
}
