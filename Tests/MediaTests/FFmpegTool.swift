import Foundation

/// A program of FFmpeg's, where it is installed.
enum FFmpegTool: String {
    case ffmpeg, ffprobe

    static let areInstalled = FFmpegTool.ffmpeg.path != nil && FFmpegTool.ffprobe.path != nil

    private var path: String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(rawValue)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    struct Failure: Error {
        var status: Int32
    }

    /// Everything that the program prints, errors too. Throws where it does not end well.
    func run(_ arguments: [String]) throws -> String {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: path ?? "/nonexistent")
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = pipe
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
        return String(decoding: output, as: UTF8.self)
    }

    /// The samples of every frame of a file, as they come out of the decoder; nothing may be printed.
    static func decode(_ file: [UInt8], extension name: String) throws -> (samples: Data, complaints: String) {
        try withFile(file, extension: name) { path in
            let raw = path + ".yuv"
            defer { try? FileManager.default.removeItem(atPath: raw) }
            let complaints = try ffmpeg.run(
                ["-v", "error", "-xerror", "-i", path, "-map", "0:v", "-fps_mode", "passthrough", "-f", "rawvideo"]
                    + ["-pix_fmt", "yuv420p", raw])
            return (try Data(contentsOf: URL(filePath: raw)), complaints)
        }
    }

    static func withFile<Result>(
        _ file: [UInt8], extension name: String, _ body: (String) throws -> Result
    ) throws -> Result {
        let place = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).\(name)")
        defer { try? FileManager.default.removeItem(at: place) }
        try Data(file).write(to: place)
        return try body(place.path)
    }
}
