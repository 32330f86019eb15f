import Core
import Documents
import HTTPMessages
import Testing
import Time

@Suite struct JobChangeTests {
    @Test func `a sequence goes on with each poll and stays at its last word`() {
        let sequence = StatusSequence(words: ["running", "queued", "aborted"])
        #expect(
            (0...4).map { sequence.word(age: .zero, polls: $0) } == [
                "running", "running", "queued", "aborted", "aborted",
            ])
    }

    @Test func `a sequence by time goes on with each interval`() {
        let sequence = StatusSequence(words: ["queued", "running", "completed"], interval: .seconds(2))
        let words = [0, 1.9, 2, 4, 100].map { sequence.word(age: .seconds($0), polls: 0) }
        #expect(words == ["queued", "queued", "running", "completed", "completed"])
        #expect(!sequence.hasCompleted(age: .seconds(3), polls: 0))
        #expect(sequence.hasCompleted(age: .seconds(4), polls: 0))
    }

    @Test func `a job ends with the last word, if that is an end`() {
        #expect(StatusSequence(words: ["running", "completed"]).plan(failure: .internalError).polls == 2)
        let failing = StatusSequence(words: ["queued", "failed"], interval: .seconds(3)).plan(failure: .internalError)
        #expect(failing.end(created: .zero) == .zero + .seconds(3))
        #expect(failing.outcome == .failed(.internalError, message: nil))
        #expect(StatusSequence(words: ["archived"]).plan(failure: .internalError).end(created: .zero) == .distantFuture)
    }

    @Test func `results are cut, or the last one is repeated`() {
        let assets = [Asset(format: .png, width: 1), Asset(format: .png, width: 2)]
        #expect(OutputChange(count: 1).assets(of: assets).map(\.width) == [1])
        #expect(OutputChange(count: 4).assets(of: assets).map(\.width) == [1, 2, 2, 2])
        #expect(OutputChange(count: 0).assets(of: assets).isEmpty)
        #expect(OutputChange(count: 3).assets(of: []).isEmpty)
    }

    @Test func `the JSON around files is changed, and the files stay`() {
        let body = Response.Body.parts([
            .text(#"{"b":[{"a":""#), .base64(asset: 0), .text(#""},{"a":""#), .base64(asset: 1), .text(#""}],"c":1}"#),
        ])
        let changed = body.changingJSON { $0.merged(with: ["c": nil, "d": true]) }
        guard case .parts(let parts) = changed else { return #expect(Bool(false), "parts stay parts") }
        #expect(
            parts == [
                .text(#"{"b":[{"a":""#), .base64(asset: 0), .text(#""},{"a":""#), .base64(asset: 1),
                .text(#""}],"d":true}"#),
            ])
    }

    @Test func `each event of a stream is changed, and what is no JSON stays`() {
        let stream = EventStream([
            .init(at: .zero, .partial, data: [.text(#"{"n":1}"#)]), .init(at: .zero, .other, data: [.text("hello")]),
        ])
        guard case .events(let changed) = Response.Body.events(stream).changingJSON({ $0.merged(with: ["m": 2]) })
        else {
            return #expect(Bool(false), "a stream stays one")
        }
        #expect(changed.events.map(\.data) == [[.text(#"{"n":1,"m":2}"#)], [.text("hello")]])
    }
}
