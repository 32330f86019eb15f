import Foundation

/// How much of a sound is one tone.
enum Tone {
    /// The share of the energy that lies at `frequency` (turns a sample), by Goertzel's recurrence; 1 for a pure tone when
    /// the samples hold a whole number of turns.
    static func share(of frequency: Double, in samples: [Double]) -> Double {
        let factor = 2 * cos(2 * .pi * frequency)
        var (last, beforeLast) = (0.0, 0.0)
        for sample in samples { (last, beforeLast) = (sample + factor * last - beforeLast, last) }
        let power = last * last + beforeLast * beforeLast - factor * last * beforeLast
        let energy = samples.reduce(0) { $0 + $1 * $1 }
        return energy == 0 ? 0 : 2 * power / Double(samples.count) / energy
    }

    /// The largest sample, in dB below full scale at 1.
    static func peak(of samples: [Double]) -> Double {
        20 * log10(samples.reduce(0) { max($0, abs($1)) })
    }

    /// The largest step from one sample to the next as a multiple of the largest that a sine of this frequency and
    /// amplitude takes: above 1 where something clicks.
    static func largestStep(in samples: [Double], frequency: Double) -> Double {
        let amplitude = samples.reduce(0) { max($0, abs($1)) }
        let largest = zip(samples, samples.dropFirst()).reduce(0) { max($0, abs($1.1 - $1.0)) }
        return largest / (2 * amplitude * sin(.pi * frequency))
    }

    /// 16-bit samples, lowest byte first, as parts of full scale; one channel of `channels`.
    static func samples(_ bytes: [UInt8], channels: Int = 1) -> [Double] {
        stride(from: 0, to: bytes.count - 1, by: 2 * channels).map { place in
            Double(Int16(bitPattern: UInt16(bytes[place]) | UInt16(bytes[place + 1]) << 8)) / 32_768
        }
    }
}
