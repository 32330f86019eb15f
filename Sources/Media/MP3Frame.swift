/// The bytes of one frame (ISO/IEC 11172-3 §2.4.1).
///
/// A granule is 576 lines in 32 subbands of 18; within a subband they are an MDCT over 36 samples with a sine window. As
/// with every such window, one line in granule after granule is a pure tone on one of its two borders: the even one when
/// the line keeps its sign, the odd one when the sign alternates. The borders lie 41⅔ Hz apart.
///
/// All tones stay within the lower half of subband 0, which the butterflies against aliasing (§2.4.3.4.10.1) leave alone
/// and where no other subband hears them.
enum MP3Frame {
    /// The borders that are played, which is turns in 1152 samples: 208 to 417 Hz.
    static let turns = [5, 6, 7, 8, 9, 10]

    static func tone(turns: Int, channels: Sound.Channels) -> [UInt8] {
        let granules = [false, true].map { isSecond in
            lines(only: turns - 1, isNegative: isSecond && turns % 2 != 0)
        }
        var bits = header(channels)
        putSideInformation(channels, parts: granules.map(\.count), to: &bits)
        for granule in granules { bits.put(granule) }
        bits.fill(to: size(channels))
        return bits.bytes
    }

    /// A silent frame with the number of frames that follow. It is no part of the standard, but every player knows the
    /// layout: `Info` behind the side information, flags for the two numbers given, frames, and bytes with this one.
    static func information(frames: Int, channels: Sound.Channels) -> [UInt8] {
        var bits = header(channels)
        putSideInformation(channels, parts: [0, 0], to: &bits)
        for letter in "Info".utf8 { bits.put(Int(letter), bits: 8) }
        bits.put(0b11, bits: 32)
        bits.put(frames, bits: 32)
        bits.put((frames + 1) * size(channels), bits: 32)
        bits.fill(to: size(channels))
        return bits.bytes
    }

    /// 144 · bit rate / sample rate (§2.4.3.1).
    static func size(_ channels: Sound.Channels) -> Int {
        144 * 32_000 * channels.rawValue / MP3.sampleRate
    }

    /// Quantised 1 stands for 2^((gain − 210) / 4) (§2.4.3.4.7.1), and one such line for a tone of that amplitude, with
    /// full scale at 1: an eighth is 2^(−12 / 4). The middle of two channels is √2 of each (§2.4.3.4.9.2).
    private static func gain(_ channels: Sound.Channels) -> Int {
        channels == .mono ? 198 : 200
    }

    private static func header(_ channels: Sound.Channels) -> FrameBits {
        var bits = FrameBits()
        bits.put(0xFFF, bits: 12)  // syncword
        bits.put(0b1011, bits: 4)  // MPEG-1, Layer III, no checksum
        bits.put(channels == .mono ? 1 : 5, bits: 4)  // bitrate_index: 32 or 64 kbit/s
        bits.put(0b01_00, bits: 4)  // 48 kHz; neither padding_bit nor private_bit
        bits.put(channels == .mono ? 0b11_00 : 0b01_10, bits: 4)  // single channel, or joint stereo with ms_stereo on
        bits.put(0b0_1_00, bits: 4)  // no copyright; original; no emphasis
        return bits
    }

    /// §2.4.1.7: `parts` are the bits of the two granules in the first channel; a second one is silent.
    private static func putSideInformation(_ channels: Sound.Channels, parts: [Int], to bits: inout FrameBits) {
        let isMono = channels == .mono
        bits.put(0, bits: 9)  // main_data_begin: in this frame
        bits.put(0, bits: isMono ? 5 : 3)  // private_bits
        bits.put(0, bits: 4 * channels.rawValue)  // scfsi
        for part in parts {
            putGranule(part, gain: gain(channels), to: &bits)
            if !isMono { putGranule(0, gain: gain(channels), to: &bits) }
        }
    }

    /// No scale factors and no big values: every line is in the region of −1, 0 and 1.
    private static func putGranule(_ part: Int, gain: Int, to bits: inout FrameBits) {
        bits.put(part, bits: 12)  // part2_3_length
        bits.put(0, bits: 9)  // big_values
        bits.put(gain, bits: 8)  // global_gain
        bits.put(0, bits: 4)  // scalefac_compress
        bits.put(0, bits: 1)  // window_switching_flag
        bits.put(0, bits: 15 + 4 + 3)  // table_select, region0_count, region1_count
        bits.put(0b001, bits: 3)  // preflag, scalefac_scale, count1table_select: table B
    }

    /// Lines from 0 on, in fours. Table B (Annex B, Table 3-B.7) turns the four bits that say which lines are not zero;
    /// a sign follows for each that is not.
    private static func lines(only line: Int, isNegative: Bool) -> FrameBits {
        var bits = FrameBits()
        for _ in 0..<line / 4 { bits.put(0b1111, bits: 4) }
        bits.put(0b1111 ^ 0b1000 >> (line % 4), bits: 4)
        bits.put(isNegative ? 1 : 0, bits: 1)
        return bits
    }
}
