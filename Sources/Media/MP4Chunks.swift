/// In which order the samples of the tracks lie in the file: about a second of pictures, then the sound that goes with them, so
/// that a player that reads forward never waits for either.
struct MP4Chunks {
    /// The samples of each chunk of a track.
    private(set) var video: [Range<Int>] = []
    private(set) var sound: [Range<Int>] = []

    init(frames: Int, rate: FrameRate, sound: MP4Sound?) {
        let second = max(1, rate.wholeFrames(milliseconds: 1000))
        var heard = 0
        for start in stride(from: 0, to: frames, by: second) {
            let end = min(start + second, frames)
            video.append(start..<end)
            guard let sound else { continue }
            let wanted = end == frames ? sound.count : sound.frames(until: end * rate.frameDuration, of: rate.timescale)
            if wanted > heard { self.sound.append(heard..<wanted) }
            heard = max(heard, wanted)
        }
    }
}

/// What of a track of sound goes into the file: as many frames as the video lasts, the last of them shortened.
struct MP4Sound {
    let track: SoundTrack
    /// Frames.
    let count: Int
    /// How much is heard, in samples: the duration of the video, or less where the track is shorter.
    let heard: Int
    /// The same in the timescale of the video.
    let shown: Int

    /// Nil where the track has nothing to say.
    init?(_ track: SoundTrack, duration: Int, of timescale: Int) {
        guard !track.frames.isEmpty, (1...0xFFFF).contains(track.sampleRate), track.samplesPerFrame > 0,
            track.primingSamples >= 0
        else { return nil }
        let wanted = (duration * track.sampleRate + timescale / 2) / timescale
        let needed = (track.primingSamples + wanted + track.samplesPerFrame - 1) / track.samplesPerFrame
        count = min(track.frameCount, needed)
        heard = min(wanted, count * track.samplesPerFrame - track.primingSamples)
        guard heard > 0 else { return nil }
        shown = heard < wanted ? heard * timescale / track.sampleRate : duration
        self.track = track
    }

    /// Of the whole track, priming and all.
    var samples: Int { heard + track.primingSamples }

    func frame(_ index: Int) -> [UInt8] { track.frames[index % track.frames.count] }

    /// How many frames it takes to be heard up to a moment.
    func frames(until moment: Int, of timescale: Int) -> Int {
        let samples = track.primingSamples + moment * track.sampleRate / timescale
        return min(count, (samples + track.samplesPerFrame - 1) / track.samplesPerFrame)
    }
}
