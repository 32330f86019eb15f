import Documents

/// What a model makes.
public enum OutputKind: String, Sendable, CaseIterable {
    case video, image, audio, text
}

/// The output block of a model.
public struct Output: Sendable {
    public struct Field: Sendable, Equatable {
        public let name: String
        /// Sent only where the request gives it.
        public let isOptional: Bool
    }

    public let kind: OutputKind
    /// The keys of a finished task's output, in the order they are written.
    public let fields: [Field]
    /// File name endings; the emulator makes the first. Empty for text.
    public let fileTypes: [String]
    /// Pixels of the short edge of a film whose model takes no resolution; nil: what is usual.
    public let shortEdge: Int?
    /// Songs or stems that one task makes; 0 where the model has no clips.
    public let clips: Int

    init(reading entry: Entry) throws(CatalogFailure) {
        try entry.allowOnly {
            ["kind", "fields", "file_types", "clips_per_task", "short_edge", "inherits", "note"].contains($0)
        }
        let kind = try entry.string("kind")
        guard let kind = OutputKind(rawValue: kind) else { throw entry.failure("unknown kind \(kind)", key: "kind") }
        self.kind = kind
        fileTypes = try entry.strings("file_types")
        shortEdge = try entry.integer("short_edge")
        clips = try entry.integer("clips_per_task") ?? 0
        var fields: [Field] = []
        for field in try entry.entries("fields") {
            try field.allowOnly { ["name", "type", "optional", "note", "source"].contains($0) }
            fields.append(Field(name: try field.string("name"), isOptional: try field.bool("optional") ?? false))
        }
        self.fields = fields
    }
}

/// How long the real service takes for one task of a model.
public struct TypicalTime: Sendable, Equatable {
    public let least: Duration
    public let typical: Duration
    public let most: Duration

    init(reading entry: Entry) throws(CatalogFailure) {
        try entry.allowOnly { ["min", "typical", "max", "source"].contains($0) }
        guard let least = try entry.decimal("min"), let typical = try entry.decimal("typical"),
            let most = try entry.decimal("max"), least <= typical, typical <= most, most <= Self.longest
        else { throw entry.failure("expected min ≤ typical ≤ max, in seconds") }
        self.least = .seconds(least.double)
        self.typical = .seconds(typical.double)
        self.most = .seconds(most.double)
    }

    /// A day.
    private static let longest = Decimal(86_400)
}
