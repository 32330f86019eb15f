import Documents
import Judging
import Time

extension RunReport {
    /// All that is known, for programs; reports.md §2 has the fields. `stable` leaves `real` out, and each `…_ms` where the
    /// scenario's clock passes by itself.
    public func json(stable: Bool) -> [UInt8] {
        let story = Story(self, stable: stable)
        var root = Members()
        root.add("format", .number(Self.jsonFormat))
        root.add("understudy", .text(version))
        root.add("kind", .text(kind.rawValue))
        root.add("status", .text(story.status.rawValue))
        root.add("result", .text(story.result))
        root.add("scenario", .text(scenario))
        root.add("summary", .text(summary))
        root.add("command", .list(command.map { .text($0) }))
        root.add("exit", ["code": .number(exitCode), "reason": .text(exitReason)])
        root.add("repeat", .text(repeatLine))
        root.add("healthy", healthy.map { RunStory($0, number: 0, of: 0, healthy: nil, stable: stable).node } ?? nil)
        root.add("drills", .list(story.drills.map(\.node)))
        if !stable { root.add("real", realNode(story)) }
        return Node(.object(root)).indentedJSON
    }

    /// Counted up when a field goes or means something else; a new field leaves it.
    private static let jsonFormat = 1

    private func realNode(_ story: Story) -> Node {
        [
            "began": .text(began?.iso8601Milliseconds), "healthy": healthy.map { Self.realNode($0.record) } ?? nil,
            "drills": .list(story.drills.map { Self.realNode($0.record) }),
        ]
    }

    private static func realNode(_ record: RunRecord) -> Node {
        [
            "took_ms": .number(record.realTime.milliseconds),
            "requests": .list(
                record.exchanges.map {
                    [
                        "number": .number($0.number), "came_ms": .number($0.came.milliseconds),
                        "left_ms": .number($0.left?.milliseconds),
                    ]
                }),
            "webhooks": .list(
                record.deliveries.map {
                    [
                        "number": .number($0.number), "attempt": .number($0.attempt),
                        "began_ms": .number($0.real?.milliseconds),
                    ]
                }),
        ]
    }
}
