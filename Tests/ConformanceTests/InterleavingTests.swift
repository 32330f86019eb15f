import Basics
import Documents
import Engine
import Foundation
import HTTPMessages
import Journal
import TestSupport
import Testing
import UnderstudyServer

/// Same scenario, same seed, same requests: the same answers, ids, delays and bytes, whatever order they arrive in
/// (language.md §6).
@Suite struct InterleavingTests {
    private static let scenario = """
        understudy: 1
        name: interleaved
        seed: 42
        clock: { mode: auto, start: 2026-01-01T00:00:00Z }
        rules:
          - name: some are late
            when: { percentage: 30 }
            then: { latency: { lognormal: { median: 4s, sigma: 0.8 } } }
          - name: the first attempt of some
            on: create
            when: { times: 1, per: request, percentage: 20 }
            then: { error: internal_error }
          - name: pages
            when: { percentage: 5 }
            then: { http_error: { preset: nginx_502 } }
          - name: jobs of all kinds
            on: create
            then: { job: { queued: { uniform: { lower: 0, upper: 30s } }, running: { fixed: 20s, jitter: 15s } } }
          - name: every second poll of a job
            on: poll
            when: { every: 2, per: job }
            then: { patch: { body: { second: true } } }
        """
    private static let rounds = 20
    private static let connections = 32

    /// What a request was answered: everything but the time, which depends on when it came.
    private struct Seen: Hashable, Comparable {
        var text: String
        static func < (left: Seen, right: Seen) -> Bool { left.text < right.text }
    }

    @Test func `two thousand requests get the same answers in every order, over 32 connections`() throws {
        var first: [String: [Seen]]?
        for round in 0..<Self.rounds {
            let answers = try play(shuffledBy: UInt64(round) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
            #expect(answers.values.reduce(0) { $0 + $1.count } == 2_000)
            guard let first else {
                first = answers
                continue
            }
            let different = answers.keys.filter { answers[$0] != first[$0] }.sorted()
            // The whole of both would be thousands of lines.
            let example = different.first.map { "\($0)\n\(first[$0] ?? [])\n\(answers[$0] ?? [])" } ?? ""
            #expect(different.isEmpty, "round \(round): \(example)")
            #expect(answers.count == first.count)
        }
        let texts = Set((first ?? [:]).values.flatMap { $0 }.map(\.text))
        #expect(texts.contains { $0.contains("502") } && texts.contains { $0.contains("\"second\":true") })
    }

    /// 1,400 creates, of which 200 come twice; then 600 polls.
    private func play(shuffledBy seed: UInt64) throws -> [String: [Seen]] {
        var random = SeededNumbers(seed)
        let service = try service()
        defer { service.stop() }
        let creates = (0..<1_400).map { index in
            Self.create("boat \(index < 200 ? index + 200 : index)")
        }
        try send(creates.shuffled(using: &random), to: service)
        let ids = Self.entries(of: service).compactMap { entry in
            (try? JSONReader.read(entry.responseBody).root)?["id"]?.string
        }.filter { $0.hasPrefix("gen_") }.sorted()
        let polls = (0..<600).map { Self.poll(ids[$0 % 300]) }
        try send(polls.shuffled(using: &random), to: service)
        var answers: [String: [Seen]] = [:]
        for entry in Self.entries(of: service) {
            let key = "\(entry.request.path) \(String(decoding: entry.request.bytes, as: UTF8.self))"
            answers[key, default: []].append(Self.seen(entry))
        }
        return answers.mapValues { $0.sorted() }
    }

    private func service() throws -> Service {
        let file = ScenarioFile(file: "interleaved.yaml", bytes: Array(Self.scenario.utf8)) { _ in .refused("none") }
        let dialects = try Dialects()
        var configuration = Service.Configuration(try ScenarioSet([file], dialects: dialects))
        configuration.port = 0
        let service = try Service(configuration, dialects: dialects)
        service.start()
        return service
    }

    private static func entries(of service: Service) -> [JournalEntry] {
        service.understudy.sandbox(named: "default")!.requests.entries
    }

    /// Over so many kept connections at once, each of which sends the next request when it has its answer.
    private func send(_ requests: [String], to service: Service) throws {
        let next = Lock(0)
        let failures = Lock(0)
        let sockets = try (0..<Self.connections).map { _ in try RawSocket(port: service.port) }
        let carriers = sockets.map { Carrier($0) }
        // A thread each: a pool has no more than there are cores, and would leave most connections idle.
        let all = DispatchGroup()
        for carrier in carriers {
            all.enter()
            Thread.detachNewThread {
                defer { all.leave() }
                while true {
                    let index = next.withLock { next in
                        defer { next += 1 }
                        return next
                    }
                    guard index < requests.count else { return }
                    carrier.socket.send(requests[index])
                    if carrier.socket.answer().status == 0 { failures.withLock { $0 += 1 } }
                }
            }
        }
        all.wait()
        #expect(failures.withLock { $0 } == 0)
    }

    private static func create(_ prompt: String) -> String {
        let body = #"{"model":"flux-1.1-pro","input":{"prompt":"\#(prompt)"},"wait":0}"#
        return "POST /llm-stats/v1/generations HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ze_test\r\n"
            + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    private static func poll(_ id: String) -> String {
        "GET /llm-stats/v1/generations/\(id) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ze_test\r\n\r\n"
    }

    private static func seen(_ entry: JournalEntry) -> Seen {
        let headers = entry.responseHeaders.filter { !["Date", "Retry-After"].contains($0.name) }
            .map { "\($0.name): \($0.value)" }
        // A poll's state depends on when it comes; what a rule made of it does not.
        let body = String(decoding: entry.responseBody, as: UTF8.self)
            .replacing(/"(created|completed)_at":"[^"]*"/, with: "")
            .replacing(
                /"status":"(queued|running|completed)".*/,
                with: { $0.output.0.contains("\"second\":true") ? "\"second\":true" : "" })
        let fired = entry.fired.map { "\($0.rule) \($0.aspect)" }
        return Seen(
            text: "\(entry.status) \(entry.delay) \(fired) \(headers.filter { !$0.hasPrefix("Cache") }) \(body)")
    }
}

/// A socket that one thread at a time uses.
private struct Carrier: @unchecked Sendable {
    let socket: RawSocket

    init(_ socket: RawSocket) { self.socket = socket }
}

/// SplitMix64: the same numbers in every run.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
