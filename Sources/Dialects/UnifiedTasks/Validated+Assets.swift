import Catalog
import Core
import Documents

/// The files that a request makes. The provider says little of their sizes: everything here is [chosen].
extension Validated {
    var assets: [Asset] {
        guard let format = model.output.fileTypes.first.flatMap(Asset.Format.init(rawValue:)) else { return [] }
        switch model.output.kind {
        case .text: return []
        case .image: return [still(format)]
        case .video: return [clip(format)]
        case .audio:
            return model.output.clips > 0
                ? songs(format) : [Asset(format: format, seconds: soundSeconds, hasSound: true)]
        }
    }

    private func still(_ format: Asset.Format) -> Asset {
        let size = PixelSize.still(edge: edge, ratio: ratio ?? .square)
        return Asset(
            format: format, width: size.width, height: size.height, references: pictures,
            aspectRatio: self["aspect_ratio"]?.string)
    }

    private func clip(_ format: Asset.Format) -> Asset {
        let size = PixelSize.video(shortEdge: shortEdge, ratio: ratio ?? .widescreen)
        return Asset(
            format: format, width: size.width, height: size.height, seconds: videoSeconds, framesPerSecond: 24,
            hasSound: makesSound || inherited?.hasSoundByDefault == true, references: pictures,
            aspectRatio: self["aspect_ratio"]?.string)
    }

    /// Whether the model makes sound itself, and not only keeps that of a video.
    var makesSound: Bool {
        if self["native_audio"]?.bool == true || self["voice"] != nil || self["sound_effects"] != nil { return true }
        return self["reference_characters"]?.array?.contains { $0.speaks("voice") || $0.speaks("custom_voice") }
            ?? false
    }

    /// A song and its cover, as many times as the model makes clips.
    private func songs(_ format: Asset.Format) -> [Asset] {
        (0..<model.output.clips).flatMap { number in
            let song = Asset(format: format, seconds: Self.songSeconds(number), hasSound: true)
            return [song, Asset(format: .jpeg, width: 1024, height: 1024)]
        }
    }

    /// 121.4 s and 118.9 s as in the example of unified-tasks.md §4.2; further stems all have the first length.
    private static func songSeconds(_ number: Int) -> Double {
        number == 1 ? 118.9 : 121.4
    }

    /// nil for `auto` and where there is none.
    private var ratio: AspectRatio? {
        self["aspect_ratio"]?.string.flatMap(AspectRatio.init(parsing:))
    }

    /// Pixels along an edge of a square still: 1K unless the request says more.
    private var edge: Int {
        switch (self["resolution"] ?? self["quality"])?.string?.lowercased() {
        case "2k": 2048
        case "4k": 4096
        default: 1024
        }
    }

    /// Pixels of the short edge of a video: 720 unless the request says otherwise. Kling's `std` is 720p and its `pro`
    /// 1080p [docs].
    private var shortEdge: Int {
        if let edge = model.output.shortEdge { return edge }
        return switch (self["resolution"] ?? self["mode"])?.string {
        case "768p": 768
        case "1080p", "pro": 1080
        case "2k": 1440
        case "4k": 2160
        default: 720
        }
    }

    /// What is billed by the second is that long.
    private var videoSeconds: Double {
        if price.unit == .second { return price.quantity.double }
        if case .cut(let first, let last) = inherited?.length { return Self.secondsOfCut(first, last) }
        return self["duration"]?.number?.double ?? Self.unknownLength
    }

    /// A video of unknown length, at the 24 frames a second that ours have.
    private static let unknownLength = 5.0

    /// Of a part between two frames of such a video.
    private static func secondsOfCut(_ first: Int, _ last: Int?) -> Double {
        let end = last.map { Double($0) + 1 } ?? unknownLength * 24
        return end > Double(first) ? (end - Double(first)) / 24 : unknownLength
    }

    /// Speech runs at fifteen characters a second; a sound of unknown length takes five seconds.
    private var soundSeconds: Double {
        switch price.unit {
        case .kilocharacter: max(1, (price.quantity.double * 1000 / 15).rounded())
        case .minute: price.quantity.double * 60
        case .call, .image, .second: self["duration"]?.number?.double ?? 5
        }
    }
}

extension Node {
    /// Whether a character has a voice under that key.
    fileprivate func speaks(_ key: String) -> Bool {
        guard let voice = self[key], !voice.isNull else { return false }
        return voice.string?.isEmpty != true
    }
}
