import Foundation
import Testing

@testable import Media

/// FFmpeg sees what was asked for and shows what was meant.
@Suite(.enabled(if: FFmpegTool.areInstalled)) struct MP4DecodeTests {
    struct Case: CustomTestStringConvertible {
        var width: Int
        var height: Int
        var milliseconds: Int
        var rate = FrameRate.fps24
        var seed: UInt64 = 1

        var testDescription: String {
            "\(width)×\(height), \(milliseconds) ms, \(rate.timescale)/\(rate.frameDuration)"
        }

        func movie(hasSound: Bool = false) -> Movie {
            makeMovie(
                width: width, height: height, milliseconds: milliseconds, rate: rate, seed: seed, hasSound: hasSound)
        }
    }

    static let cases = [
        Case(width: 2, height: 2, milliseconds: 1000), Case(width: 16, height: 16, milliseconds: 1000),
        Case(width: 18, height: 34, milliseconds: 2500, rate: .fps2997),
        Case(width: 64, height: 64, milliseconds: 5000, rate: .fps60),
        Case(width: 48, height: 96, milliseconds: 30_000, rate: .fps2997),
        Case(width: 160, height: 96, milliseconds: 10_000, rate: .fps60),
        Case(width: 256, height: 144, milliseconds: 4100, rate: .fps25, seed: 2),
        Case(width: 480, height: 272, milliseconds: 3000, rate: .fps30, seed: 3),
        Case(width: 854, height: 480, milliseconds: 2200, rate: .fps24, seed: 4),
        Case(width: 720, height: 1280, milliseconds: 2200, rate: .fps2997, seed: 5),
        Case(width: 1280, height: 720, milliseconds: 2200, rate: .fps30, seed: 6),
        Case(width: 1080, height: 1080, milliseconds: 500, rate: .fps60, seed: 7),
        Case(width: 1920, height: 1080, milliseconds: 2200, rate: .fps24, seed: 8),
        Case(width: 2520, height: 1080, milliseconds: 400, rate: .fps25, seed: 9),
        Case(width: 4096, height: 2160, milliseconds: 200, rate: .fps24, seed: 10),
    ]

    @Test(arguments: cases)
    func `every frame is decoded to the samples that were meant`(example: Case) throws {
        let movie = example.movie()
        let (samples, complaints) = try FFmpegTool.decode(MP4.encode(movie), extension: "mp4")
        #expect(complaints == "")
        var scene = VideoScene(movie)
        var planes = VideoPlanes(width: movie.width, height: movie.height)
        var changes = Array(scene.cells.indices)
        let size = planes.samples.count
        try #require(samples.count == size * movie.frameCount)
        for frame in 0..<movie.frameCount {
            for place in changes {
                let (row, column) = place.quotientAndRemainder(dividingBy: scene.columns)
                planes.draw(scene.cells[place], details: scene.details, column: column, row: row)
            }
            // Compared outside the expectation, which would look for the difference byte by byte.
            let isEqual = samples[frame * size..<(frame + 1) * size] == Data(planes.samples)
            try #require(isEqual, "frame \(frame)")
            changes = scene.advance()
        }
    }

    @Test(arguments: cases, [false, true])
    func `size, rate, duration and sound are reported as asked`(example: Case, hasSound: Bool) throws {
        let movie = example.movie(hasSound: hasSound)
        let file = MP4.encode(movie, sound: silentSound(sampleRate: movie.seed % 2 == 0 ? 44100 : 48000))
        let report = try FFmpegTool.withFile(file, extension: "mp4") { path in
            #expect(try FFmpegTool.ffmpeg.run(["-v", "error", "-xerror", "-i", path, "-f", "null", "-"]) == "")
            return try FFmpegTool.ffprobe.run(
                ["-v", "error", "-of", "json", "-count_frames", "-show_streams", "-show_format", path])
        }
        let probe = try JSONDecoder().decode(Probe.self, from: Data(report.utf8))
        try #require(probe.streams.count == (hasSound ? 2 : 1))
        let seconds = Double(movie.frameCount * movie.rate.frameDuration) / Double(movie.rate.timescale)
        let video = probe.streams[0]
        #expect(video.width == movie.width && video.height == movie.height)
        #expect(video.r_frame_rate == video.avg_frame_rate)
        #expect(video.avg_frame_rate == Self.fraction(movie.rate))
        #expect(video.nb_read_frames == String(movie.frameCount))
        for duration in [probe.format.duration] + probe.streams.map(\.duration) {
            #expect(abs((Double(duration) ?? 0) - seconds) < 0.00003)
        }
        let tick = 1000 * Double(movie.rate.frameDuration) / Double(movie.rate.timescale)
        #expect(abs(seconds * 1000 - Double(example.milliseconds)) <= tick / 2)
        #expect(video.profile == "High" && video.color_space == "bt709" && video.color_range == "tv")
        #expect(video.sample_aspect_ratio == "1:1" && video.start_time == "0.000000" && video.has_b_frames == 0)
        #expect(probe.format.tags["description"] == movie.caption.prompt)
        if hasSound {
            #expect(probe.streams[1].codec_name == "aac" && probe.streams[1].start_time == "0.000000")
        }
    }

    private static func fraction(_ rate: FrameRate) -> String {
        rate.frameDuration == 1000 ? "\(rate.timescale / 1000)/1" : "\(rate.timescale)/\(rate.frameDuration)"
    }

    struct Probe: Decodable {
        struct Stream: Decodable {
            var codec_name: String
            var profile: String?
            var width: Int?
            var height: Int?
            var r_frame_rate: String
            var avg_frame_rate: String
            var nb_read_frames: String?
            var duration: String
            var start_time: String
            var has_b_frames: Int?
            var color_space: String?
            var color_range: String?
            var sample_aspect_ratio: String?
        }
        struct Format: Decodable {
            var duration: String
            var tags: [String: String]
        }
        var streams: [Stream]
        var format: Format
    }
}
