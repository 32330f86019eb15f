extension H264 {
    /// What distinguishes the header of one picture from that of another.
    struct SliceHeader: Sendable {
        /// An IDR picture stands alone; the others are P pictures.
        var isKey: Bool
        /// Pictures since the last IDR picture.
        var frameNumber: Int
        /// Differs between two IDR pictures in a row.
        var keyNumber: Int

        /// §7.3.3, one slice a picture.
        func write(to bits: inout BitWriter) {
            bits.unsigned(0)  // first_mb_in_slice
            bits.unsigned(isKey ? 7 : 5)  // slice_type: all slices of the picture are I, or P
            bits.unsigned(0)  // pic_parameter_set_id
            bits.put(UInt64(frameNumber & ((1 << H264.frameNumberBits) - 1)), bits: H264.frameNumberBits)
            if isKey {
                bits.unsigned(keyNumber & 1)  // idr_pic_id
                bits.flag(false)  // no_output_of_prior_pics_flag
                bits.flag(false)  // long_term_reference_flag
            } else {
                bits.flag(false)  // num_ref_idx_active_override_flag
                bits.flag(false)  // ref_pic_list_modification_flag_l0
                bits.flag(false)  // adaptive_ref_pic_marking_mode_flag
            }
            bits.signed(0)  // slice_qp_delta
            bits.unsigned(1)  // disable_deblocking_filter_idc
        }
    }
}
