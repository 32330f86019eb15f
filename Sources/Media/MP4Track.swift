/// What the boxes of a track need to know of it.
struct MP4Track {
    var number: Int
    /// `vide` or `soun`.
    var handler: String
    var name: String
    var timescale: Int
    /// In its own timescale, with priming.
    var duration: Int
    /// In the timescale of the movie: what is shown or heard.
    var shown: Int
    /// Where that begins, in its own timescale.
    var start: Int
    /// Of the picture, in pixels.
    var width = 0
    var height = 0
    /// The media header: `vmhd` or `smhd`.
    var header: MP4Box
    /// The sample entry: `avc1` or `mp4a`.
    var entry: MP4Box
    /// Ticks of each sample; the last may be shorter.
    var sampleDuration: Int
    /// Bytes of each sample.
    var sizes: [Int]
    /// Samples that stand alone, counted from 0; nil where all do.
    var keys: [Int]?
    var chunks: [Range<Int>]
}

extension MP4Track {
    /// The track box, with the place of each chunk in the file.
    func box(offsets: [Int]) -> MP4Box {
        MP4Box("trak", trackHeader.bytes, edits.bytes, media(offsets: offsets).bytes)
    }

    /// Enabled, and part of the presentation. §8.3.2
    private var trackHeader: MP4Box {
        MP4Box(
            full: "tkhd", flags: 3, MP4Box.words([0, 0, UInt32(number), 0, UInt32(shown), 0, 0, 0]),
            MP4Box.half(handler == "soun" ? 0x0100 : 0), MP4Box.half(0), MP4Box.matrix, MP4Box.fixed(width),
            MP4Box.fixed(height))
    }

    /// Leaves out the priming of a codec. §8.6.6
    private var edits: MP4Box {
        let list = MP4Box(full: "elst", MP4Box.words([1, UInt32(shown), UInt32(start), 0x10000]))
        return MP4Box("edts", list.bytes)
    }

    private func media(offsets: [Int]) -> MP4Box {
        // Language "und", three letters of five bits.
        let language = MP4Box.half(0x55C4) + MP4Box.half(0)
        let mediaHeader = MP4Box(full: "mdhd", MP4Box.words([0, 0, UInt32(timescale), UInt32(duration)]), language)
        let handlerBox = MP4Box(
            full: "hdlr", MP4Box.word(0), Array(handler.utf8), MP4Box.zeros(12), Array(name.utf8), [0])
        // The data is in this very file.
        let place = MP4Box(full: "url ", flags: 1)
        let data = MP4Box("dinf", MP4Box(full: "dref", MP4Box.word(1), place.bytes).bytes)
        let information = MP4Box("minf", header.bytes, data.bytes, sampleTable(offsets: offsets).bytes)
        return MP4Box("mdia", mediaHeader.bytes, handlerBox.bytes, information.bytes)
    }

    /// §8.5
    private func sampleTable(offsets: [Int]) -> MP4Box {
        let sync = keys.map { keys in
            MP4Box(full: "stss", MP4Box.words([UInt32(keys.count)] + keys.map { UInt32($0 + 1) })).bytes
        }
        return MP4Box(
            "stbl", MP4Box(full: "stsd", MP4Box.word(1), entry.bytes).bytes, timeToSample.bytes, sync ?? [],
            sampleToChunk.bytes,
            MP4Box(full: "stsz", MP4Box.words([0, UInt32(sizes.count)] + sizes.map(UInt32.init))).bytes,
            MP4Box(full: "stco", MP4Box.words([UInt32(offsets.count)] + offsets.map(UInt32.init))).bytes)
    }

    /// §8.6.1.2
    private var timeToSample: MP4Box {
        let last = duration - (sizes.count - 1) * sampleDuration
        var runs: [(count: Int, ticks: Int)] = [(sizes.count, sampleDuration)]
        if last != sampleDuration { runs = [(sizes.count - 1, sampleDuration), (1, last)] }
        runs.removeAll { $0.count == 0 }
        return MP4Box(
            full: "stts", MP4Box.words([UInt32(runs.count)] + runs.flatMap { [UInt32($0.count), UInt32($0.ticks)] }))
    }

    /// A line wherever chunks begin to hold another number of samples. §8.7.4
    private var sampleToChunk: MP4Box {
        var lines: [[UInt32]] = []
        for (place, chunk) in chunks.enumerated() where lines.last.map({ $0[1] != UInt32(chunk.count) }) ?? true {
            lines.append([UInt32(place + 1), UInt32(chunk.count), 1])
        }
        return MP4Box(full: "stsc", MP4Box.words([UInt32(lines.count)] + lines.flatMap { $0 }))
    }
}
