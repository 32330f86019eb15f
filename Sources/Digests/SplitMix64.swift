/// The finaliser of SplitMix64, which makes one number out of another.
public enum SplitMix64 {
    /// A change of one bit changes about half of the bits of the result, and no two numbers have the same one.
    @inlinable
    public static func scrambled(_ word: UInt64) -> UInt64 {
        var mixed = word
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
