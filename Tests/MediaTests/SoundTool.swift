import Foundation

@testable import Media

/// ffmpeg and ffprobe on one file.
final class SoundTool {
    struct Complaint: Error { var words: String }

    static let isInstalled = ["ffmpeg", "ffprobe"].allSatisfy { program in
        (try? run(program, ["-version"])) != nil
    }

    private let file: URL

    init(_ sound: StreamedFile, _ suffix: String) throws {
        file = FileManager.default.temporaryDirectory.appending(path: "sound-\(UUID().uuidString).\(suffix)")
        try Data(sound.bytes(0..<sound.length)).write(to: file)
    }

    deinit {
        try? FileManager.default.removeItem(at: file)
    }

    /// Codec, rate, channels, duration of the file, and title.
    func facts() throws -> [String] {
        let entries = "stream=codec_name,sample_rate,channels:format=duration:format_tags=title"
        let output = try Self.run(
            "ffprobe",
            ["-v", "error", "-show_entries", entries, "-of", "default=noprint_wrappers=1:nokey=1", file.path])
        return String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// 16-bit samples of all channels. Any word of complaint is an error.
    func decoded() throws -> [UInt8] {
        Array(try Self.run("ffmpeg", ["-v", "error", "-xerror", "-nostdin", "-i", file.path, "-f", "s16le", "-"]))
    }

    private static func run(_ program: String, _ arguments: [String]) throws -> Data {
        let words = FileManager.default.temporaryDirectory.appending(path: "words-\(UUID().uuidString)")
        try Data().write(to: words)
        defer { try? FileManager.default.removeItem(at: words) }
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardOutput = output
        // A file, so that neither of the two outputs can fill up and hold the other.
        process.standardError = try FileHandle(forWritingTo: words)
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let complaint = try String(contentsOf: words, encoding: .utf8)
        guard process.terminationStatus == 0, complaint.isEmpty else { throw Complaint(words: complaint) }
        return data
    }
}
