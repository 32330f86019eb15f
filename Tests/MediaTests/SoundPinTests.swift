import Digests
import Foundation
import Testing

@testable import Media

/// The bytes of a description never change by accident: a moved pin is a changed contract.
@Suite struct SoundPinTests {
    struct Pin: Decodable, Sendable, CustomTestStringConvertible {
        var format: String
        var milliseconds: Int
        var seed: UInt64
        var channels: Int
        var sampleRate: Int
        var prompt: String
        var weight: Int
        var bytes: Int
        var sha256: String

        var testDescription: String { "\(format), \(milliseconds) ms, seed \(seed), \(channels) × \(sampleRate) Hz" }

        var sound: Sound? {
            guard let channels = Sound.Channels(rawValue: channels) else { return nil }
            guard let rate = Sound.SampleRate(rawValue: sampleRate) else { return nil }
            return makeSound(
                length: Seconds(milliseconds, over: 1_000), seed: seed, prompt: prompt, channels: channels,
                sampleRate: rate)
        }

        /// The file; for AAC, the configuration and one round of frames.
        var file: [UInt8]? {
            guard let sound else { return nil }
            switch format {
            case "wav": return all(WAV.encode(sound, weight: weight))
            case "mp3": return all(MP3.encode(sound, weight: weight))
            default:
                let track = AAC.track(
                    seconds: sound.length, seed: seed, channels: sound.channels, sampleRate: sound.sampleRate)
                return track.configuration + track.frames.flatMap(\.self)
            }
        }

        private func all(_ file: StreamedFile) -> [UInt8] {
            file.bytes(0..<file.length)
        }
    }

    static let pins: [Pin] = {
        let top = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let data = try? Data(contentsOf: top.appending(path: "Fixtures/media/sound.json"))
        return data.flatMap { try? JSONDecoder().decode([Pin].self, from: $0) } ?? []
    }()

    @Test func `the file of pins can be read`() {
        #expect(Set(Self.pins.map(\.format)) == ["wav", "mp3", "aac"])
    }

    @Test(arguments: pins)
    func `a sound has the bytes that were written down`(pin: Pin) throws {
        let file = try #require(pin.file)
        #expect(file.count == pin.bytes)
        #expect(Hex.encode(SHA256.hash(file)) == pin.sha256)
    }
}
