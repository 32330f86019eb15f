extension Builder {
    /// How many bytes of garbage there are unless the rule says so [chosen].
    private static let noise = 64

    /// architecture.md §9.8
    private static let downRemark =
        "on the shared port a connection is reset when its first request has come; on a port of its own (`--serve`) it is refused"

    /// The connection faults (language.md §3.4).
    mutating func addFault(of reading: Reading, to effects: inout Effects) {
        effects.slicer = reading["slicer"].flatMap { slicer($0) }
        effects.bandwidth = reading["bandwidth"]?["rate"]?.integer
        for entry in reading.entries {
            guard let aspect = Aspect(rawValue: entry.key), aspect.endsExchange else { continue }
            effects.fault = fault(aspect, entry.value)
            effects.faultAspect = aspect
            effects.commit = entry.value["commit"]?.flag
            if aspect == .down { remark(Self.downRemark, at: entry.value) }
        }
        effects.commit = effects.commit ?? reading["commit"]?.flag
    }

    private mutating func slicer(_ reading: Reading) -> Slicer? {
        guard let size = reading["average_size"], let average = size.integer, let delay = reading["delay"]?.duration
        else { return nil }
        if average == 0 { report("a slice has at least one byte", at: size) }
        return Slicer(
            averageSize: average, variation: reading["size_variation"]?.integer ?? 0, delay: delay)
    }

    private func fault(_ aspect: Aspect, _ reading: Reading) -> WireFault? {
        switch aspect {
        case .connectionReset: .reset(afterBytes: reading["after_bytes"]?.integer)
        case .emptyResponse: .empty
        case .limitData:
            reading["bytes"]?.integer.map { .limit(bytes: $0, resets: reading["close"]?.text == "rst") }
        case .stall: stall(reading)
        case .timeout: reading.duration.map { .silence($0 == .zero ? nil : $0) }
        case .slowClose: reading.duration.map { .slowClose($0) }
        case .randomDataThenClose: .noise(bytes: reading["bytes"]?.integer ?? Self.noise)
        case .malformedResponseChunk: .brokenChunk
        case .raw: raw(reading)
        case .down: reading.duration.map { .down($0) }
        case .closeIdle: reading.duration.map { .closeIdle($0) }
        default: nil
        }
    }

    private func stall(_ reading: Reading) -> WireFault? {
        guard let bytes = reading["after_bytes"]?.integer, let pause = reading["for"]?.duration else { return nil }
        return .stall(afterBytes: bytes, pause: pause, resumes: reading["then"]?.text != "close")
    }

    private func raw(_ reading: Reading) -> WireFault? {
        if let bytes = reading["bytes"]?.text { return .raw(Array(bytes.utf8)) }
        return switch reading["preset"]?.text {
        case "duplicate_content_length": .duplicateContentLength
        case "interim_100": .interim(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
        case "interim_103":
            .interim(Array("HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload; as=style\r\n\r\n".utf8))
        default: nil
        }
    }
}
