import Core
import DialectKit

/// The name of an output file, from which its task and its place among the task's files can be found again without a table.
///
/// The first file of a task is `<task id>.mp4`, further ones `<task id>-1.png`, `<task id>-2.png` … Songs and stems carry
/// ids of their own instead, as at the provider [client]: see `ClipID`. A clip's sound is file 2n of its task and its cover
/// file 2n + 1, told apart by the folder.
struct FileName: Equatable {
    var job: String
    var index: Int
    /// nil: no format has that ending.
    var format: Asset.Format?

    /// Reads the name of a link. Any text gives a name; one that was never handed out names a task that is not there.
    init(folder: String, name: String) {
        let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) ?? name.endIndex
        format = Asset.Format(rawValue: String(name[dot...].dropFirst()))
        let stem = name[..<dot]
        if let clip = ClipID(stem) {
            job = clip.task
            index = 2 * clip.number + (folder == "image" ? 1 : 0)
        } else if let dash = stem.utf8.dropFirst(ClipID.length).firstIndex(of: UInt8(ascii: "-")),
            let number = plainInteger(stem[dash...].dropFirst()), number > 0
        {
            job = String(stem[..<dash])
            index = number
        } else {
            job = String(stem)
            index = 0
        }
    }

    /// Reads an address that ends as those of output files do; nil for any other.
    init?(address: String) {
        let parts = address.prefix { $0 != "?" && $0 != "#" }.split(separator: "/")
        guard parts.count > 3, let name = parts.last, parts[parts.count - 3] == "files" else { return nil }
        let folder = String(parts[parts.count - 2])
        guard ["image", "video", "audio"].contains(folder) else { return nil }
        self.init(folder: folder, name: String(name))
    }

    /// `/files/video/<name>`, to follow the base.
    static func path(job: String, index: Int, asset: Asset, hasClips: Bool) -> String {
        let folder = asset.folder
        let ending = asset.format.rawValue
        if hasClips { return "/files/\(folder)/\(ClipID(task: job, number: index / 2).text).\(ending)" }
        return index == 0 ? "/files/\(folder)/\(job).\(ending)" : "/files/\(folder)/\(job)-\(index).\(ending)"
    }
}

/// The id of a song or stem: a function of its task's id that can be undone.
///
/// Both are UUIDs. The last digit of the second group is 0 in every task id, and the clip's number, from 1 in hexadecimal,
/// in a clip's id: `…-a3f0-4…` has the clips `…-a3f1-4…` and `…-a3f2-4…`. So a clip's file leads back to its task whoever
/// created it, and there can be fifteen clips; no model makes more than twelve.
struct ClipID: Equatable {
    /// From 0.
    var number: Int
    var task: String

    static let length = 36
    private static let digit = 12
    private static let digits = Array("0123456789abcdef".utf8)

    init(task: String, number: Int) {
        self.task = task
        self.number = number
    }

    /// nil for anything but the id of a clip.
    init?(_ id: Substring) {
        guard id.utf8.count == Self.length, let value = Self.digits.firstIndex(of: Array(id.utf8)[Self.digit]),
            value > 0
        else { return nil }
        number = value - 1
        task = Self.replaced(id, 0)
    }

    var text: String { Self.replaced(task[...], number + 1) }

    /// A UUID as the id of a task.
    static func task(_ uuid: String) -> String { replaced(uuid[...], 0) }

    private static func replaced(_ id: Substring, _ value: Int) -> String {
        var bytes = Array(id.utf8)
        guard bytes.indices.contains(digit), digits.indices.contains(value) else { return String(id) }
        bytes[digit] = digits[value]
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Asset {
    /// The folder of `/files` that it lies in.
    var folder: String {
        switch format {
        case .png, .jpeg, .webp, .svg: "image"
        case .mp4: "video"
        case .mp3, .wav: "audio"
        case .text, .json: "text"
        }
    }
}
