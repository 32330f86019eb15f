extension MP4 {
    /// What a film says of itself in the boxes before or behind its pictures.
    public struct Facts: Sendable, Equatable {
        /// Of the whole film.
        public var seconds: Double?
        /// As it is shown: a film that is lying on its side is stood up.
        public var size: Dimensions?
        public var framesPerSecond: Double?
        public var hasSound: Bool

        /// nil when the bytes are no such film. Whatever is wrong with a box of a track, that track says nothing.
        public init?(of bytes: [UInt8]) {
            guard hasName("ftyp", bytes.dropFirst(4)), let movie = content(of: "moov", in: bytes[...]) else {
                return nil
            }
            seconds = MP4.seconds(of: bytes)
            hasSound = false
            forEachBox("trak", in: movie) { track in
                guard let media = content(of: "mdia", in: track), let handler = content(of: "hdlr", in: media) else {
                    return
                }
                if hasName("soun", handler.dropFirst(8)) { hasSound = true }
                guard hasName("vide", handler.dropFirst(8)), size == nil else { return }
                size = content(of: "tkhd", in: track).flatMap(Self.size)
                framesPerSecond = Self.rate(of: media)
            }
        }

        /// From a track header (ISO/IEC 14496-12 §8.3.2): 16.16 numbers behind a matrix, which swaps the sides where its
        /// diagonal is zero.
        private static func size(_ header: ArraySlice<UInt8>) -> Dimensions? {
            let reader = ByteReader(header)
            let matrix = reader.big(1, at: 0) == 1 ? 52 : 40
            guard let width = reader.big(2, at: matrix + 36), let height = reader.big(2, at: matrix + 40) else {
                return nil
            }
            let isTurned = reader.big(4, at: matrix) == 0 && reader.big(4, at: matrix + 16) == 0
            return isTurned ? Dimensions(width: height, height: width) : Dimensions(width: width, height: height)
        }

        /// The number of pictures over the length of their track (§8.4.2, §8.7.3.2).
        private static func rate(of media: ArraySlice<UInt8>) -> Double? {
            guard let header = content(of: "mdhd", in: media), let table = sampleTable(of: media),
                let sizes = content(of: "stsz", in: table)
            else { return nil }
            let reader = ByteReader(header)
            let isLong = reader.big(1, at: 0) == 1
            guard let scale = reader.big(4, at: isLong ? 20 : 12),
                // The upper half of a long length is zero but for damage.
                let length = reader.big(4, at: isLong ? 28 : 16), let count = ByteReader(sizes).big(4, at: 8),
                length > 0
            else { return nil }
            let rate = Double(count) * Double(scale) / Double(length)
            return rates.contains(rate) ? rate : nil
        }

        private static func sampleTable(of media: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
            content(of: "minf", in: media).flatMap { content(of: "stbl", in: $0) }
        }

        /// What cameras record with.
        private static let rates = 1.0...1000.0
    }
}
