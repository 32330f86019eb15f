import Digests
import Testing

/// The values that xxHash checks itself against: lengths that each take another way, of bytes that its own check makes.
struct XXH3Tests {
    private static let prime32: UInt64 = 2_654_435_761
    private static let prime64: UInt64 = 11_400_714_785_074_694_797

    private func bytes(_ count: Int) -> [UInt8] {
        var generator = Self.prime32
        return (0..<count).map { _ in
            defer { generator &*= Self.prime64 }
            return UInt8(generator >> 56)
        }
    }

    @Test(
        arguments: [
            (0, 0, 0x2D06_8005_38D3_94C2), (0, prime64, 0xA8A6_B918_B2F0_364A),
            (1, 0, 0xC44B_DFF4_074E_ECDB), (1, prime64, 0x032B_E332_DD76_6EF8),
            (6, 0, 0x27B5_6A84_CD2D_7325), (6, prime64, 0x8458_9C11_6AB5_9AB9),
            (12, 0, 0xA713_DAF0_DFBB_77E7), (12, prime64, 0xE730_3E1B_2336_DE0E),
            (24, 0, 0xA3FE_70BF_9D35_10EB), (24, prime64, 0x850E_80FC_35BD_D690),
            (48, 0, 0x397D_A259_ECBA_1F11), (48, prime64, 0xADC2_CBAA_44AC_C616),
            (80, 0, 0xBCDE_FBBB_2C47_C90A), (80, prime64, 0xC6DD_0CB6_9953_2E73),
            (195, 0, 0xCD94_217E_E362_EC3A), (195, prime64, 0xBA68_003D_370C_B3D9),
            (403, 0, 0xCDEB_804D_65C6_DEA4), (403, prime64, 0x6259_F6EC_FD64_43FD),
            (2_367, 0, 0xCB37_AEB9_E5D3_61ED), (2_367, prime64, 0xD2DB_3415_B942_B42A),
        ] as [(Int, UInt64, UInt64)])
    func `64 bits are the published ones`(count: Int, seed: UInt64, hash: UInt64) {
        #expect(XXH3.hash64(bytes(count).span, seed: seed) == hash)
    }

    @Test(
        arguments: [
            (0, 0, "99aa06d3014798d86001c324468d497f"), (0, prime32, "92220ae55e14ab505444f7869c671ab0"),
            (1, 0, "a6cd5e9392000f6ac44bdff4074eecdb"), (1, prime32, "89b99554ba22467cb53d5557e7f76f8d"),
            (6, 0, "082afe0b8162d12a3e7039bdda43cfc6"), (6, prime32, "5a865b5389abd2b1269d8f70be98856e"),
            (12, 0, "6e3efd8fc7802b18061a192713f69ad9"), (12, prime32, "d7e09d518a3405d39be9f9a67f3c7dfb"),
            (24, 0, "0ce966e4678d37611e7044d28b1b901d"), (24, prime32, "3162026714a6a243d7304c54ebad40a9"),
            (48, 0, "a002ac4e5478227ef942219aed80f67b"), (48, prime32, "163adde36c0722957ba3c3e453a1934e"),
            (81, 0, "4952f58181ab00425e8bafb9f95fb803"), (81, prime32, "2724ec7adc750fb6703fbb3d7a5f755c"),
            (222, 0, "337e09641b948717f1aebd597cec6b3a"), (222, prime32, "91820016621e97f1ae995bb8af917a8d"),
            (403, 0, "1b6de21e332dd73dcdeb804d65c6dea4"), (403, prime64, "bed311971e0be8f26259f6ecfd6443fd"),
            (2_367, 0, "e89c0f6ff369b427cb37aeb9e5d361ed"), (2_367, prime32, "d23aae4b76c31ecb6f5360ae69c2f406"),
        ] as [(Int, UInt64, String)])
    func `128 bits are the published ones`(count: Int, seed: UInt64, hex: String) {
        #expect(Hex.encode(XXH3.hash128(bytes(count).span, seed: seed).bytes) == hex)
    }
}
