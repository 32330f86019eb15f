extension MP4Track {
    init(_ movie: Movie, _ stream: VideoStream, chunks: [Range<Int>]) {
        self.init(
            number: 1, handler: "vide", name: "Understudy video", timescale: movie.rate.timescale,
            duration: movie.duration, shown: movie.duration, start: 0, width: movie.width, height: movie.height,
            header: MP4Box(full: "vmhd", flags: 1, MP4Box.zeros(8)), entry: Self.entry(of: movie, stream),
            sampleDuration: movie.rate.frameDuration, sizes: stream.sizes, keys: stream.keys, chunks: chunks)
    }

    /// The visual sample entry (ISO/IEC 14496-12 §12.1.3) with the decoder's configuration, the colours and square pixels.
    private static func entry(of movie: Movie, _ stream: VideoStream) -> MP4Box {
        let size = MP4Box.half(movie.width) + MP4Box.half(movie.height)
        let resolution = MP4Box.fixed(72) + MP4Box.fixed(72)
        // BT.709 primaries, transfer and matrix; the limited range.
        let colours = MP4Box("colr", Array("nclx".utf8), MP4Box.half(1), MP4Box.half(1), MP4Box.half(1), [0])
        let pixels = MP4Box("pasp", MP4Box.words([1, 1]))
        // Data reference 1; one frame a sample; no name of a compressor; 24 bits deep; no colour table.
        return MP4Box(
            "avc1", MP4Box.zeros(6), MP4Box.half(1), MP4Box.zeros(16), size, resolution, MP4Box.word(0), MP4Box.half(1),
            MP4Box.zeros(32), MP4Box.half(24), MP4Box.half(0xFFFF), configuration(stream).bytes, colours.bytes,
            pixels.bytes)
    }

    /// AVCDecoderConfigurationRecord (ISO/IEC 14496-15 §5.3.3.1.2): profile and level as in the sequence parameters, units with
    /// four bytes of length, one set of each kind, 4:2:0 in eight bits, no extension.
    private static func configuration(_ stream: VideoStream) -> MP4Box {
        let (sequence, picture) = (stream.sequenceParameters, stream.pictureParameters)
        return MP4Box(
            "avcC", [1], Array(sequence[1...3]), [0xFF, 0xE1], MP4Box.half(sequence.count), sequence, [1],
            MP4Box.half(picture.count), picture, [0xFD, 0xF8, 0xF8, 0])
    }
}
