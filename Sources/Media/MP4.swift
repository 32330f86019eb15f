/// MP4 files (ISO/IEC 14496-12 and 14496-14) of videos that are mostly flat and mostly still.
public enum MP4 {
    /// The file. Its size, frames, duration and text are a function of the arguments alone; never fails.
    ///
    /// `sound` is written where the movie has sound. It should last as long as the movie and is cut where it lasts longer.
    public static func encode(_ movie: Movie, sound: SoundTrack? = nil) -> [UInt8] {
        let stream = VideoStream(movie)
        let sound =
            movie.hasSound ? sound.flatMap { MP4Sound($0, duration: movie.duration, of: movie.rate.timescale) } : nil
        let chunks = MP4Chunks(frames: stream.sizes.count, rate: movie.rate, sound: sound)
        var tracks = [MP4Track(movie, stream, chunks: chunks.video)]
        if let sound { tracks.append(MP4Track(sound, movie: movie, chunks: chunks.sound)) }

        // A box is as long whatever offsets are in it, so the first one tells where the data begins.
        let size = tracks.reduce(0) { $0 + $1.sizes.reduce(0, +) }
        let type = fileType.bytes
        let empty = head(of: movie, tracks, offsets: tracks.map { $0.chunks.map { _ in 0 } })
        let offsets = offsets(of: tracks, from: type.count + empty.bytes.count + 8)
        var file = type
        file.reserveCapacity(type.count + empty.bytes.count + 8 + size)
        file += head(of: movie, tracks, offsets: offsets).bytes
        file.appendBigEndian(UInt32(size + 8))
        file += Array("mdat".utf8)
        appendData(stream, sound, chunks, to: &file)
        return file
    }

    /// §4.3
    private static let fileType = MP4Box("ftyp", Array("isom".utf8), MP4Box.word(0x200), Array("isomiso2avc1mp41".utf8))

    private static func head(of movie: Movie, _ tracks: [MP4Track], offsets: [[Int]]) -> MP4Box {
        let boxes = zip(tracks, offsets).flatMap { $0.box(offsets: $1).bytes }
        return MP4Box("moov", header(of: movie, tracks: tracks.count).bytes, boxes, descriptions(of: movie).bytes)
    }

    /// No dates; normal speed and volume; the number of the next track. §8.2.2
    private static func header(of movie: Movie, tracks: Int) -> MP4Box {
        MP4Box(
            full: "mvhd", MP4Box.words([0, 0, UInt32(movie.rate.timescale), UInt32(movie.duration), 0x10000]),
            MP4Box.half(0x0100), MP4Box.zeros(10), MP4Box.matrix, MP4Box.zeros(24), MP4Box.word(UInt32(tracks + 1)))
    }

    /// Where each chunk of each track begins: those of the pictures and of the sound in turn.
    private static func offsets(of tracks: [MP4Track], from start: Int) -> [[Int]] {
        var offsets = tracks.map { _ in [Int]() }
        var next = start
        for place in 0..<(tracks.map(\.chunks.count).max() ?? 0) {
            for (index, track) in tracks.enumerated() where place < track.chunks.count {
                offsets[index].append(next)
                next += track.sizes[track.chunks[place]].reduce(0, +)
            }
        }
        return offsets
    }

    private static func appendData(
        _ stream: VideoStream, _ sound: MP4Sound?, _ chunks: MP4Chunks, to file: inout [UInt8]
    ) {
        var start = 0
        for (place, chunk) in chunks.video.enumerated() {
            let end = start + stream.sizes[chunk].reduce(0, +)
            file += stream.bytes[start..<end]
            start = end
            guard let sound, place < chunks.sound.count else { continue }
            for frame in chunks.sound[place] { file += sound.frame(frame) }
        }
    }
}
