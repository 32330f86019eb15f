import Digests
import Testing

struct SplitMix64Tests {
    /// The first numbers of the stream that begins at 1234567, as they are published.
    @Test func `a stream of steps has the published numbers`() {
        let made = (1...5).map { SplitMix64.scrambled(1_234_567 &+ $0 &* 0x9E37_79B9_7F4A_7C15) }
        #expect(
            made == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
                4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
            ])
    }
}
