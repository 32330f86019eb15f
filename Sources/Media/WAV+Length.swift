extension WAV {
    /// How long a sound plays, as its chunks `fmt ` and `data` say; nil when the bytes are no such file.
    public static func seconds(of bytes: [UInt8]) -> Double? {
        let reader = ByteReader(bytes)
        guard reader.has("RIFF", at: 0), reader.has("WAVE", at: 8) else { return nil }
        var (place, rate) = (12, 0)
        while let size = reader.little(4, at: place + 4) {
            if reader.has("fmt ", at: place) { rate = reader.little(4, at: place + 16) ?? 0 }
            if reader.has("data", at: place) {
                guard rate > 0 else { return nil }
                // A stream that did not know its end says the largest number there is.
                return Double(min(size, reader.count - place - 8)) / Double(rate)
            }
            place += 8 + size + size & 1
        }
        return nil
    }
}
