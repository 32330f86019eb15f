/// H.264 (ITU-T H.264, ISO/IEC 14496-10) in the corner of it that flat cells need: High profile, CAVLC, one slice a picture, one
/// reference picture, no deblocking, output in decoding order.
///
/// The quantisers are chosen so that a level of a DC transform is one step of all the samples it stands for: what the decoder
/// shows is then the scene itself, and no loop has to rebuild it. Luma has QP 28: LevelScale(28 % 6, 0, 0) is 16 · 16, so a lone DC
/// level L becomes 64 · L (§8.5.10) and each sample (64 · L + 32) >> 6 = L more (§8.5.12). Chroma has QP 28 − 6 = 22:
/// ((L · 256) << 3) >> 5 = 64 · L too (§8.5.11.1).
enum H264 {
    static let quantiser = 28
    static let chromaQuantiserOffset = -6
    /// `frame_num` has so many bits; it starts anew at each IDR picture.
    static let frameNumberBits = 8
    /// At least every so many milliseconds a picture stands alone, so that a player can seek.
    static let keyInterval = 2000
    static let highProfile: UInt8 = 100

    /// `nal_ref_idc` and `nal_unit_type` as the one byte that begins a unit (§7.3.1).
    enum Unit: UInt8 {
        case sequenceParameters = 0x67
        case pictureParameters = 0x68
        case keySlice = 0x65
        case slice = 0x41
    }

    /// Appends a unit: wherever two zero bytes precede a byte below 4, a 3 goes between (§7.4.1.1), so that nothing within looks
    /// like a start code.
    static func append(_ unit: Unit, payload: [UInt8], to output: inout [UInt8]) {
        output.append(unit.rawValue)
        var (start, zeros) = (0, 0)
        for (place, byte) in payload.enumerated() {
            if zeros >= 2, byte < 4 {
                output += payload[start..<place]
                output.append(3)
                (start, zeros) = (place, 0)
            }
            zeros = byte == 0 ? zeros + 1 : 0
        }
        output += payload[start...]
    }
}
