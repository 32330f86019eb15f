import Matching
import UnderstudyServer

/// The files that a command is to produce (`--product`), as they are at a moment.
struct ProductFiles {
    private struct File {
        var mark: FileMark
        var hash: [UInt8]
    }

    private var files: [String: File] = [:]

    /// - Parameter globs: as `ProductGlob` reads them.
    init(_ globs: [String]) throws(Stop) {
        for path in try ProductGlob.paths(globs) {
            // One that has just gone, or may not be read, is none.
            guard let mark = Files.mark(path), let hash = try? Files.sha256(path) else { continue }
            files[path] = File(mark: mark, hash: hash)
        }
    }

    /// Those that were made, changed or written anew since, by path.
    func changed(since earlier: ProductFiles) -> [(path: String, hash: [UInt8])] {
        files.filter { path, file in
            guard let known = earlier.files[path] else { return true }
            return known.mark != file.mark || known.hash != file.hash
        }.map { ($0.key, $0.value.hash) }.sorted { $0.path < $1.path }
    }
}

/// Files by a pattern: in each name `*` stands for any text and `?` for one character, `**` for folders, however many. What begins with
/// a dot is named by a pattern that does, and a link to a folder is not followed by `**`.
enum ProductGlob {
    /// Names that are looked at, at most [chosen]: a pattern that leads through the whole disk is a slip.
    private static let mostNames = 1_000_000

    static func paths(_ globs: [String]) throws(Stop) -> [String] {
        var walk = Walk()
        for glob in globs {
            let parts = glob.split(separator: "/").map(String.init)
            walk.follow(parts[...], from: glob.hasPrefix("/") ? "/" : "")
            if walk.seen > mostNames {
                throw Stop(
                    message:
                        "understudy: --product \(glob) leads through more than \(mostNames) names; begin it with the folder that the files are in.",
                    code: Stop.wrongUsage)
            }
        }
        return walk.found.sorted()
    }

    private struct Walk {
        var found: Set<String> = []
        var seen = 0

        /// - Parameter place: empty or with its slash.
        mutating func follow(_ parts: ArraySlice<String>, from place: String) {
            guard let part = parts.first, seen <= ProductGlob.mostNames else { return }
            let rest = parts.dropFirst()
            let glob = Glob(part)
            if let name = glob.literal { return take(name, rest, at: place) }
            let names = Files.names(in: place.isEmpty ? "." : place) ?? []
            seen += names.count
            if part == "**" {
                follow(rest, from: place)
                for name in names where !name.hasPrefix(".") && Files.isFolder(place + name) {
                    follow(parts, from: "\(place)\(name)/")
                }
            } else {
                for name in names where glob.matches(name) && (!name.hasPrefix(".") || part.hasPrefix(".")) {
                    take(name, rest, at: place)
                }
            }
        }

        private mutating func take(_ name: String, _ rest: ArraySlice<String>, at place: String) {
            if rest.isEmpty {
                found.insert(place + name)
            } else {
                follow(rest, from: "\(place)\(name)/")
            }
        }
    }
}
