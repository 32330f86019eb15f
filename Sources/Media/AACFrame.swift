/// The bits of one frame: a `raw_data_block` (ISO/IEC 14496-3 §4.4.2.1).
enum AACFrame {
    /// A tone that does `turns` turns in 1024 samples; an odd number up to 19.
    ///
    /// Lines 2·turns − 1 and 2·turns hold −1 and 1. A line m is a cosine whose phase in the middle of the window is
    /// 3π/2·(m + ½), and with these signs the two make a sine that starts there, at the border of the frame. Since `turns`
    /// is odd, the lines are the middle ones of a group of four, for which the code needs a single word.
    static func tone(turns: Int, channels: Sound.Channels) -> [UInt8] {
        let band = (turns - 1) / 2
        var bits = FrameBits()
        switch channels {
        case .mono:
            bits.put(0, bits: 3)  // ID_SCE
            bits.put(0, bits: 4)  // element_instance_tag
            putStream(band, information: true, to: &bits)
        case .stereo:
            bits.put(1, bits: 3)  // ID_CPE
            bits.put(0, bits: 4)  // element_instance_tag
            bits.put(1, bits: 1)  // common_window
            putInformation(bands: band + 1, to: &bits)
            bits.put(2, bits: 2)  // ms_mask_present: every band is middle and side; the side is silent
            putStream(band, information: false, to: &bits)
            putSilence(bands: band + 1, to: &bits)
        }
        bits.put(7, bits: 3)  // ID_END
        bits.align()
        return bits.bytes
    }

    /// Quantised 1 stands for 2^((gain − 100) / 4) (§4.6.2.3.3). A sine of amplitude A, in steps of 16 bits, has lines of
    /// A·1024/√2; with A = 4096, an eighth of full scale, that is 2^21.5 = 2^(86 / 4).
    private static let gain = 186

    /// `ics_info` (§4.4.2.1): one long window in the form of a sine.
    private static func putInformation(bands: Int, to bits: inout FrameBits) {
        bits.put(0, bits: 1)  // ics_reserved_bit
        bits.put(0, bits: 2)  // window_sequence: ONLY_LONG_SEQUENCE
        bits.put(0, bits: 1)  // window_shape: sine
        bits.put(bands, bits: 6)  // max_sfb
        bits.put(0, bits: 1)  // predictor_data_present
    }

    /// `individual_channel_stream` (§4.4.2.7) with lines in `band` alone. At 44.1 and 48 kHz the first ten bands are of
    /// four lines each (Table 4.129), so a band is one group of the code.
    private static func putStream(_ band: Int, information: Bool, to bits: inout FrameBits) {
        bits.put(gain, bits: 8)
        if information { putInformation(bands: band + 1, to: &bits) }
        putSection(codebook: 0, bands: band, to: &bits)
        putSection(codebook: 1, bands: 1, to: &bits)
        bits.put(0, bits: 1)  // hcod_sf: the band has the global gain (Table 4.A.1: no difference is the word 0)
        putNoTools(to: &bits)
        // Codebook 1 (Table 4.A.2) codes four lines of −1 to 1 as 27·w + 9·x + 3·y + z + 40. For 0, −1, 1, 0 that is 34,
        // and its word has seven bits.
        bits.put(0b110_0100, bits: 7)
    }

    private static func putSilence(bands: Int, to bits: inout FrameBits) {
        bits.put(gain, bits: 8)
        putSection(codebook: 0, bands: bands, to: &bits)
        putNoTools(to: &bits)
    }

    /// `section_data`: the next `bands` bands, fewer than 31, use one codebook; codebook 0 says that they are zero.
    private static func putSection(codebook: Int, bands: Int, to bits: inout FrameBits) {
        bits.put(codebook, bits: 4)
        bits.put(bands, bits: 5)
    }

    /// `pulse_data_present`, `tns_data_present`, `gain_control_data_present`.
    private static func putNoTools(to bits: inout FrameBits) {
        bits.put(0, bits: 3)
    }
}
