import HTTPMessages
import Scenario
import Testing

@Suite struct DeliveryTests {
    private let good = Response(
        status: 200, headers: ["Content-Type": "application/json", "Date": "today"], body: Array(#"{"a":1,"b":2}"#.utf8)
    )

    private func delivery(_ then: String, drawKey: String = "request 1") throws -> Delivery {
        var play = try Play(rules: "- { name: r, on: create, then: \(then) }")
        let decision = play.decide(subject(drawKey: drawKey))
        var response = good
        decision.applyBody(&response)
        return decision.delivery(of: response)
    }

    private func text(_ delivery: Delivery) -> String {
        if case .bytes(let bytes) = delivery.response.body { String(decoding: bytes, as: UTF8.self) } else { "" }
    }

    @Test func `nothing is changed that no rule speaks of`() throws {
        let delivery = try delivery("{ job: { polls: 3 } }")
        #expect(delivery.ending == .complete && delivery.slices == nil && delivery.delay == .zero)
        #expect(text(delivery) == #"{"a":1,"b":2}"#)
    }

    @Test func `several aspects come together in one delivery`() throws {
        let delivery = try delivery(
            "{ latency: 2s, patch: { body: { a: null } }, bandwidth: { rate: 40B/s }, limit_data: { bytes: 3, close: rst } }"
        )
        #expect(delivery.delay == .seconds(2))
        #expect(text(delivery) == #"{"b":2}"#)
        #expect(delivery.slices == Delivery.Slices(size: 2, line: .init(rate: 40)))
        #expect(delivery.ending == .reset(afterBodyBytes: 3))
    }

    @Test func `two lengths are told of every body, also of one that is read piece by piece`() throws {
        final class Nothing: BodyStream {
            let length: Int? = nil
            func next(atMost limit: Int) -> BodyPiece { .end }
        }
        var play = try Play(rules: "- { name: r, on: create, then: { raw: { preset: duplicate_content_length } } }")
        let decision = play.decide(subject())
        #expect(decision.delivery(of: good).framing == .doubled)
        #expect(decision.delivery(of: Response(status: 200, body: .stream(Nothing()))).framing == .doubled)
    }

    @Test(arguments: [
        ("explicit_null: a", #"{"a":null,"b":2}"#),
        ("explicit_null: [b, c.d, c.e]", #"{"a":1,"b":null,"c":{"d":null,"e":null}}"#),
        // A merge patch makes objects of what is none, and so does a path.
        ("explicit_null: a.x", #"{"a":{"x":null},"b":2}"#),
        // An element that is not there changes nothing, not even on its way.
        (#"explicit_null: ["a[0]", "c.d[0].e"]"#, #"{"a":1,"b":2}"#),
        (#"body: { c: [{}, {}] }, explicit_null: ["c[1].d", "c[2].d"]"#, #"{"a":1,"b":2,"c":[{},{"d":null}]}"#),
        ("explicit_text: { a: NaN, c: '\"12\"' }", #"{"a":NaN,"b":2,"c":"12"}"#),
        ("explicit_text: { a: '1,\"a\":3' }", #"{"a":1,"a":3,"b":2}"#),
        ("explicit_text: { b: '' }", #"{"a":1,"b":}"#),
        ("explicit_null: a, explicit_text: { a.b: '[[' }", #"{"a":{"b":[[},"b":2}"#),
    ])
    func `a patch says what a merge patch cannot`(patch: String, body: String) throws {
        #expect(text(try delivery("{ patch: { \(patch) } }")) == body)
    }

    @Test func `replaced headers leave the date`() throws {
        let delivery = try delivery("{ replace: { status: 201, headers: { X-A: b } } }")
        #expect(delivery.response.status == 201)
        #expect(delivery.response.headers.map(\.name) == ["X-A", "Date"])
    }

    @Test func `a slicer and a bandwidth make one line of slices`() throws {
        let slices = try #require(
            try delivery("{ slicer: { average_size: 10, size_variation: 4, delay: 5ms }, bandwidth: { rate: 1KB/s } }")
                .slices)
        var elapsed = Duration.zero
        #expect(slices.pause(after: 10, number: 0, elapsed: &elapsed) == .milliseconds(15))
        let sizes = (0..<200).map { slices.size(of: $0) }
        #expect(Set(sizes) == Set(6...14), "every size within the variation comes")
        let other = try #require(
            try delivery("{ slicer: { average_size: 10, size_variation: 4, delay: 5ms } }", drawKey: "request 2").slices
        )
        #expect((0..<200).map { other.size(of: $0) } != sizes, "another request is cut in another way")
    }

    @Test func `garbage is the same for the same request, and never begins like an answer`() throws {
        func noise(_ key: String) throws -> [UInt8] {
            guard case .raw(let bytes) = try delivery("{ random_data_then_close: { bytes: 200 } }", drawKey: key).ending
            else { return [] }
            return bytes
        }
        let first = try noise("one")
        #expect(first.count == 200 && first[0] >= 0x80)
        #expect(try noise("one") == first)
        #expect(try noise("two") != first)
    }

    @Test func `a line that comes and goes is off as often as it was on for so long`() throws {
        let slices = try #require(
            try delivery("{ bandwidth: { rate: 20B/s, off_for: 3s, every: 100ms } }").slices)
        var elapsed = Duration.zero
        let pauses = (0..<4).map { slices.pause(after: 1, number: $0, elapsed: &elapsed) }
        #expect(pauses == [.milliseconds(50), .milliseconds(3050), .milliseconds(50), .milliseconds(3050)])
    }

    @Test func `an uneven line is slower and faster, in another way for another request`() throws {
        func pauses(_ key: String) throws -> [Duration] {
            let slices = try #require(
                try delivery("{ bandwidth: { rate: 20B/s, jitter: 10B/s } }", drawKey: key).slices)
            var elapsed = Duration.zero
            return (0..<200).map { slices.pause(after: 1, number: $0, elapsed: &elapsed) }
        }
        let first = try pauses("request 1")
        #expect(first.min() == .nanoseconds(1_000_000_000 / 30) && first.max() == .milliseconds(100))
        #expect(try pauses("request 1") == first)
        #expect(try pauses("request 2") != first)
    }

    @Test(arguments: [
        (#"{ raw: { hex: "ff 00\t0D0a" } }"#, [0xFF, 0, 0x0D, 0x0A]), (#"{ raw: { base64: "/wA=" } }"#, [0xFF, 0]),
        (#"{ raw: { bytes: "é" } }"#, [0xC3, 0xA9]),
    ])
    func `raw bytes need be no text`(then: String, bytes: [UInt8]) throws {
        #expect(try delivery(then).ending == .raw(bytes))
    }

    @Test func `the length of a stall is drawn for each request`() throws {
        func pause(_ key: String) throws -> Duration? {
            let delivery = try delivery(
                "{ stall: { after_bytes: 3, for: { uniform: { lower: 1s, upper: 9s } } } }", drawKey: key)
            guard case .stalled(3, let pause, resumes: true) = delivery.ending else { return nil }
            return pause
        }
        let pauses = try (0..<20).map { try #require(try pause("request \($0)")) }
        #expect(pauses.allSatisfy { $0 >= .seconds(1) && $0 <= .seconds(9) })
        #expect(Set(pauses).count > 15)
        #expect(try pause("request 3") == pauses[3])
    }

    @Test func `the pauses of a slicer are drawn for each request, and its head may be cut`() throws {
        func slices(_ key: String) throws -> Delivery.Slices {
            try #require(
                try delivery(
                    "{ slicer: { average_size: 9, delay: { fixed: 1s, jitter: 200ms }, head: true } }", drawKey: key
                ).slices)
        }
        let pauses = try (0..<20).map { try slices("request \($0)").pause }
        #expect(pauses.allSatisfy { $0 >= .milliseconds(800) && $0 <= .milliseconds(1200) })
        #expect(Set(pauses).count > 15)
        #expect(try slices("request 3").cutsHead)
    }

    @Test(arguments: [
        "{ replace: { headers: { x-a: [one, two] } } }", "{ patch: { headers: { x-a: [one, two] } } }",
    ])
    func `a header stands as often as it has values`(then: String) throws {
        #expect(try delivery(then).response.headers.all("X-A") == ["one", "two"])
    }

    @Test func `a page has a header as often as that has values, in the place of its own`() throws {
        var play = try Play(
            rules:
                "- { name: r, then: { http_error: { status: 503, body: x, headers: { content-type: [a/b, c/d] } } } }")
        let page = try #require(play.decide(subject()).httpError)
        #expect(page.headers.map(\.value) == ["a/b", "c/d"])
    }

    @Test func `a header has up to 64 KiB`() throws {
        let long = String(repeating: "a", count: 64 << 10)
        #expect(try delivery("{ patch: { headers: { x-a: \(long) } } }").response.headers["x-a"] == long)
        #expect(throws: BadScenario.self) { try self.delivery("{ patch: { headers: { x-a: \(long)a } } }") }
    }

    @Test func `a limit at the end of the answer leaves it alone`() throws {
        for then in [
            "{ limit_data: { bytes: 13 } }", "{ connection_reset: { after_bytes: 99 } }",
            "{ stall: { after_bytes: 13, for: 5s, then: close } }",
        ] {
            let delivery = try delivery(then)
            #expect(delivery.ending == .complete && delivery.arrivesWhole == true)
        }
        #expect(try delivery("{ limit_data: { bytes: 12 } }").arrivesWhole == false)
        #expect(
            try delivery("{ patch: { headers: { transfer-encoding: chunked } }, limit_data: { bytes: 13 } }")
                .arrivesWhole
                == false, "the last chunk is missing")
    }

    @Test func `a create whose answer is lost makes no job, unless the rule says so`() throws {
        func commits(_ then: String) throws -> Bool {
            var play = try Play(rules: "- { name: r, on: create, then: \(then) }")
            return play.decide(subject()).commits
        }
        #expect(try !commits("{ connection_reset: {} }"))
        #expect(try commits("{ connection_reset: { commit: true } }"))
        #expect(try commits("{ timeout: 5s, commit: true }"))
        #expect(try commits("{ stall: { after_bytes: 0, for: 5s } }"), "the client hears of it in the end")
        #expect(try !commits("{ stall: { after_bytes: 0, for: 5s, then: close } }"))
        #expect(try commits("{ slow_close: 5s }"))
        #expect(try commits("{ latency: 5s }"))
    }

    @Test func `a redirect leads to the same place under a mark, or under another name`() throws {
        func location(_ to: String, base: String, hops: Int = 0) throws -> String? {
            var play = try Play(rules: "- { name: r, then: { redirect: { status: 307, to: \(to), hops: 2 } } }")
            let request = Request(method: "GET", path: "/v1/x", query: "a=b", base: base)
            return play.decide(subject()).redirect?.answer(to: request, hops: hops)?.headers.first?.value
        }
        #expect(try location("self", base: "http://127.0.0.1:1/p") == "http://127.0.0.1:1/p/v1/x?a=b&understudy_hop=1")
        #expect(try location("self", base: "http://127.0.0.1:1/p", hops: 1)?.hasSuffix("understudy_hop=2") == true)
        #expect(try location("self", base: "http://127.0.0.1:1/p", hops: 2) == nil)
        #expect(try location("other_host", base: "http://127.0.0.1:1")?.hasPrefix("http://localhost:1/") == true)
        #expect(try location("other_host", base: "http://localhost:1")?.hasPrefix("http://127.0.0.1:1/") == true)
        #expect(try location("other_host", base: "http://[::1]:1")?.hasPrefix("http://localhost:1/") == true)
    }
}
