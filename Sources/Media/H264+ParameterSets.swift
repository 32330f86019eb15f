extension H264 {
    /// The sequence parameter set, as one unit (§7.3.2.1.1).
    static func sequenceParameters(of movie: Movie, columns: Int, rows: Int) -> [UInt8] {
        var bits = BitWriter()
        bits.put(UInt64(highProfile), bits: 8)
        bits.put(0, bits: 8)  // no constraint flags
        bits.put(UInt64(Level.lowest(columns: columns, rows: rows, rate: movie.rate)), bits: 8)
        bits.unsigned(0)  // seq_parameter_set_id
        bits.unsigned(1)  // chroma_format_idc: 4:2:0
        bits.unsigned(0)  // bit_depth_luma_minus8
        bits.unsigned(0)  // bit_depth_chroma_minus8
        bits.flag(false)  // qpprime_y_zero_transform_bypass_flag
        bits.flag(false)  // seq_scaling_matrix_present_flag
        bits.unsigned(frameNumberBits - 4)  // log2_max_frame_num_minus4
        bits.unsigned(2)  // pic_order_cnt_type: output in decoding order
        bits.unsigned(1)  // max_num_ref_frames
        bits.flag(false)  // gaps_in_frame_num_value_allowed_flag
        bits.unsigned(columns - 1)  // pic_width_in_mbs_minus1
        bits.unsigned(rows - 1)  // pic_height_in_map_units_minus1
        bits.flag(true)  // frame_mbs_only_flag
        bits.flag(true)  // direct_8x8_inference_flag
        appendCrop(of: movie, columns: columns, rows: rows, to: &bits)
        bits.flag(true)  // vui_parameters_present_flag
        appendUsability(of: movie, to: &bits)
        bits.finish()
        return unit(.sequenceParameters, bits)
    }

    /// What the last cells have too much, in pairs of samples for 4:2:0.
    private static func appendCrop(of movie: Movie, columns: Int, rows: Int, to bits: inout BitWriter) {
        let right = columns * Canvas.cell - movie.width
        let bottom = rows * Canvas.cell - movie.height
        bits.flag(right > 0 || bottom > 0)  // frame_cropping_flag
        guard right > 0 || bottom > 0 else { return }
        bits.unsigned(0)
        bits.unsigned(right / 2)
        bits.unsigned(0)
        bits.unsigned(bottom / 2)
    }

    /// The video usability information (§E.1.1): square pixels, BT.709 in the limited range, a fixed rate, nothing reordered.
    private static func appendUsability(of movie: Movie, to bits: inout BitWriter) {
        bits.flag(true)  // aspect_ratio_info_present_flag
        bits.put(1, bits: 8)  // square
        bits.flag(false)  // overscan_info_present_flag
        bits.flag(true)  // video_signal_type_present_flag
        bits.put(5, bits: 3)  // video_format: unspecified
        bits.flag(false)  // video_full_range_flag
        bits.flag(true)  // colour_description_present_flag
        bits.put(0x01_01_01, bits: 24)  // primaries, transfer, matrix: BT.709
        bits.flag(false)  // chroma_loc_info_present_flag
        bits.flag(true)  // timing_info_present_flag
        bits.put(UInt64(movie.rate.frameDuration), bits: 32)  // num_units_in_tick, of a field
        bits.put(UInt64(2 * movie.rate.timescale), bits: 32)  // time_scale
        bits.flag(true)  // fixed_frame_rate_flag
        bits.flag(false)  // nal_hrd_parameters_present_flag
        bits.flag(false)  // vcl_hrd_parameters_present_flag
        bits.flag(false)  // pic_struct_present_flag
        appendRestrictions(to: &bits)
    }

    private static func appendRestrictions(to bits: inout BitWriter) {
        bits.flag(true)  // bitstream_restriction_flag
        bits.flag(true)  // motion_vectors_over_pic_boundaries_flag
        bits.unsigned(0)  // max_bytes_per_pic_denom: no limit
        bits.unsigned(0)  // max_bits_per_mb_denom: no limit
        bits.unsigned(0)  // log2_max_mv_length_horizontal
        bits.unsigned(0)  // log2_max_mv_length_vertical
        bits.unsigned(0)  // max_num_reorder_frames
        bits.unsigned(1)  // max_dec_frame_buffering
    }

    /// The picture parameter set, as one unit (§7.3.2.2).
    static func pictureParameters() -> [UInt8] {
        var bits = BitWriter()
        bits.unsigned(0)  // pic_parameter_set_id
        bits.unsigned(0)  // seq_parameter_set_id
        bits.flag(false)  // entropy_coding_mode_flag: CAVLC
        bits.flag(false)  // bottom_field_pic_order_in_frame_present_flag
        bits.unsigned(0)  // num_slice_groups_minus1
        bits.unsigned(0)  // num_ref_idx_l0_default_active_minus1
        bits.unsigned(0)  // num_ref_idx_l1_default_active_minus1
        bits.flag(false)  // weighted_pred_flag
        bits.put(0, bits: 2)  // weighted_bipred_idc
        bits.signed(quantiser - 26)  // pic_init_qp_minus26
        bits.signed(0)  // pic_init_qs_minus26
        bits.signed(chromaQuantiserOffset)  // chroma_qp_index_offset, of both planes
        bits.flag(true)  // deblocking_filter_control_present_flag
        bits.flag(false)  // constrained_intra_pred_flag
        bits.flag(false)  // redundant_pic_cnt_present_flag
        bits.finish()
        return unit(.pictureParameters, bits)
    }

    private static func unit(_ unit: Unit, _ bits: BitWriter) -> [UInt8] {
        var output: [UInt8] = []
        append(unit, payload: bits.bytes, to: &output)
        return output
    }
}
