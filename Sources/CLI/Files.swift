import CSystem
import Digests
import Glibc
import UnderstudyServer

/// Tells one state of a file from another.
struct FileMark: Equatable {
    var device: UInt64
    var number: UInt64
    var size: Int
    var seconds: Int
    var nanoseconds: Int
}

/// The only place that reads and writes files: plain system calls, since nothing more is needed.
enum Files {
    struct Failure: Error {
        var reason: String
    }

    /// The whole of a regular file of at most `limit` bytes.
    static func read(_ path: String, limit: Int) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        try readPieces(of: path, limit: limit) { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// The same piece by piece, as long as a file may be.
    static func sha256(_ path: String) throws(Failure) -> [UInt8] {
        var hash = SHA256()
        try readPieces(of: path, limit: .max) { hash.update(Array($0)) }
        return hash.finish().bytes
    }

    private static func readPieces(
        of path: String, limit: Int, _ take: (ArraySlice<UInt8>) -> Void
    ) throws(Failure) {
        // A pipe or a device is not waited for: it is refused.
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw Failure(reason: reason(errno)) }
        defer { close(descriptor) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw Failure(reason: reason(errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            throw Failure(reason: isFolder ? "it is a folder; name a file in it" : "it is no regular file")
        }
        guard status.st_size <= limit else { throw Failure(reason: "it is larger than \(limit) bytes") }
        try readPieces(from: descriptor, limit: limit, take)
    }

    /// All of standard input, which may be a pipe, a file or a terminal.
    static func readInput(limit: Int) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        try readPieces(from: STDIN_FILENO, limit: limit) { bytes.append(contentsOf: $0) }
        return bytes
    }

    private static func readPieces(
        from descriptor: Int32, limit: Int, _ take: (ArraySlice<UInt8>) -> Void
    ) throws(Failure) {
        var left = limit
        var piece = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = unsafe Glibc.read(descriptor, &piece, piece.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw Failure(reason: reason(errno)) }
            if count == 0 { return }
            guard count <= left else { throw Failure(reason: "it is larger than \(limit) bytes") }
            left -= count
            take(piece[..<count])
        }
    }

    /// Whether it is a folder, and no link to one.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Says why a file could not be written there; nil where it can.
    static func obstacle(toWriting path: String) -> String? {
        if isFolder(path) { return "it is a folder; name a file in it" }
        let draft = draft(of: path)
        let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return reason(errno) }
        close(descriptor)
        remove(draft)
        return nil
    }

    private static func draft(of path: String) -> String { "\(path).\(csystem_process()).tmp" }

    /// The names in a folder, sorted; nil where there is no folder, or one that may not be read.
    static func names(in folder: String) -> [String]? {
        guard let stream = unsafe opendir(folder) else { return nil }
        defer { unsafe closedir(stream) }
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
                unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// What a symbolic link says; nil where there is none, or one that may not be read.
    static func link(_ path: String) -> String? {
        var text = [UInt8](repeating: 0, count: 256)
        let count = unsafe text.withUnsafeMutableBytes { text in
            unsafe readlink(path, text.baseAddress!.assumingMemoryBound(to: CChar.self), text.count)
        }
        return count < 0 ? nil : String(decoding: text.prefix(count), as: UTF8.self)
    }

    /// Writes a file that is either not there or whole: under another name first, then renamed.
    static func writeAtomically(_ bytes: [UInt8], to path: String) throws(Failure) {
        let draft = draft(of: path)
        let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Failure(reason: reason(errno)) }
        let written = write(bytes, to: descriptor)
        close(descriptor)
        guard written, unsafe rename(draft, path) == 0 else {
            let failure = Failure(reason: reason(errno))
            _ = unsafe unlink(draft)
            throw failure
        }
    }

    /// What changes when a file does; nil when there is none.
    static func mark(_ path: String) -> FileMark? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return FileMark(
            device: UInt64(status.st_dev), number: UInt64(status.st_ino), size: Int(status.st_size),
            seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
    }

    static func remove(_ path: String) {
        _ = unsafe unlink(path)
    }

    /// The path without links, or nil when there is nothing.
    static func resolved(_ path: String) -> String? {
        guard let real = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(real) }
        return unsafe String(cString: real)
    }

    /// Lines; what others put into them cannot reach the terminal.
    static func writeError(_ text: String) {
        _ = write(Array((LogText.lines(text) + "\n").utf8), to: STDERR_FILENO)
    }

    /// Lines; what others put into them cannot reach the terminal.
    static func writeOutput(_ text: String) {
        _ = write(Array((LogText.lines(text) + "\n").utf8), to: STDOUT_FILENO)
    }

    /// A whole document, as it is.
    static func writeDocument(_ bytes: [UInt8]) -> Bool { write(bytes, to: STDOUT_FILENO) }

    /// Bytes that are lines of a log already.
    static func writeLog(_ bytes: [UInt8]) {
        _ = write(bytes, to: STDERR_FILENO)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    static func reason(_ code: Int32) -> String {
        unsafe String(cString: strerror(code)).lowercased()
    }
}
