import Documents
import Engine
import Foundation
import Scenario
import TestSupport
import Testing
import UnderstudyServer

/// Plays the steps of a row against a real server, over raw sockets.
final class FaultPlayer {
    private let fixture: FaultFixture
    private let service: Service
    private var saved: [String: String] = [:]
    private var last: RawSocket?
    private let verdict = FaultVerdict()
    /// For what must come, in seconds; nil: long enough for any machine.
    private let patience: Int?

    /// Read once for all plays: reading the catalogs takes longer than most of them.
    private static let dialects = Result { try Dialects() }

    /// - Parameters:
    ///   - scenario: instead of the fixture's own.
    ///   - patience: for what must come, in seconds; nil: long enough for any machine.
    init(_ fixture: FaultFixture, scenario: String? = nil, patience: Int? = nil) throws {
        self.fixture = fixture
        self.patience = patience
        let dialects = try Self.dialects.get()
        let file = ScenarioFile(file: fixture.file, bytes: Array((scenario ?? fixture.scenario).utf8)) { _ in
            .refused("no files")
        }
        var configuration = Service.Configuration(try ScenarioSet([file], dialects: dialects))
        configuration.port = 0
        if let provider = fixture.root["own_port"]?.string {
            configuration.served = try Service.ServedPort.parse("\(provider)=0")
        }
        service = try Service(configuration, dialects: dialects)
    }

    /// Records what is not as the row says.
    func play() throws {
        defer { for failure in verdict.failures { Issue.record(Comment(rawValue: failure)) } }
        try perform()
    }

    /// What is not as the row says.
    func failures() throws -> [String] {
        try perform()
        return verdict.failures
    }

    private func perform() throws {
        service.start()
        defer { service.stop() }
        for (index, step) in fixture.steps.enumerated() {
            for _ in 0..<(step["times"]?.number?.int ?? 1) { try perform(step, number: index + 1) }
        }
    }

    private func perform(_ step: Node, number: Int) throws {
        if let span = step["advance"]?.string { return advance(span) }
        if let survey = step["survey"] { return try self.survey(survey, number: number) }
        if step["connect"] != nil { return try connect(step, number: number) }
        // A machine may have no IPv6 at all.
        let isOverIPv6 = step["over"]?.string == "ipv6"
        if isOverIPv6, (try? RawSocket(port: port, overIPv6: true)) == nil { return }
        let kept = step["again"] == nil ? nil : last
        let socket = try kept ?? connected(overIPv6: isOverIPv6)
        last = socket
        let seen = entries
        socket.send(try FaultRequest(step, fixture: fixture, port: service.port, saved: saved).bytes)
        if step["hang_up"] != nil {
            wait { entries > seen }
            return socket.close()
        }
        if let pause = step["after"]?.string { try stayQuiet(socket, for: pause, seen: seen, number: number) }
        let check = FaultCheck(step, port: service.port, number: number, verdict: verdict) { [self] in filled($0) }
        let answer = try check.read(
            socket, advance: { advance($0) }, letAnswersCome: { try letAnswersCome(on: socket) })
        check.compare(answer)
        save(answer)
    }

    /// How many of so many different creates fail.
    private func survey(_ survey: Node, number: Int) throws {
        var failed = 0
        for index in 0..<(survey["creates"]?.number?.int ?? 0) {
            let step: Node = ["body_of_request": ["input": ["prompt": Node(.string("boat \(index)"))]]]
            let socket = try connected()
            socket.send(try FaultRequest(step, fixture: fixture, port: service.port, saved: saved).bytes)
            if socket.answer().status >= 500 { failed += 1 }
        }
        let least = survey["at_least"]?.number?.int ?? 0
        let most = survey["at_most"]?.number?.int ?? 0
        verdict.expect((least...most).contains(failed), "step \(number): \(failed) have failed")
    }

    private func connect(_ step: Node, number: Int) throws {
        switch step["connect"]?.string {
        case "refused":
            var isRefused = false
            wait {
                isRefused = (try? RawSocket(port: port)) == nil
                return isRefused
            }
            verdict.expect(isRefused, "step \(number): connections are refused")
        case "reset":
            let socket = try connected()
            verdict.expect(socket.readAllBytes().isEmpty, "step \(number): nothing comes before the reset")
            verdict.expect(socket.ending == .reset, "step \(number): a reset")
        default:
            last = nil
            wait {
                last = try? RawSocket(port: port)
                return last != nil
            }
            verdict.expect(last != nil, "step \(number): connections are taken")
        }
    }

    private func connected(overIPv6: Bool = false) throws -> RawSocket {
        try RawSocket(port: port, overIPv6: overIPv6, patience: patience ?? 120)
    }

    private var port: Int { service.ports.first?.port ?? service.port }
    private var sandbox: Sandbox { service.understudy.sandbox(named: "default")! }
    private var entries: Int { sandbox.requests.total }

    private func advance(_ span: String) {
        sandbox.advance(by: DurationText.parse(span)!)
    }

    /// Nothing comes until so much scenario time has passed.
    private func stayQuiet(_ socket: RawSocket, for pause: String, seen: Int, number: Int) throws {
        wait { entries > seen }
        let span = try #require(DurationText.parse(pause))
        sandbox.advance(by: span - .milliseconds(1))
        try letAnswersCome(on: socket)
        verdict.expect(socket.isSilent, "step \(number): nothing comes before \(pause)")
        sandbox.advance(by: .milliseconds(1))
    }

    /// An answer that came too early is there before another whole request and its answer are. Where one must come, it is waited for.
    private func letAnswersCome(on socket: RawSocket) throws {
        if patience != nil { return wait { !socket.isSilent } }
        let other = try RawSocket(port: service.port)
        other.send("GET /_understudy/health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        _ = other.answer()
    }

    private func wait(until condition: () -> Bool) {
        let limit = Date().addingTimeInterval(TimeInterval(patience ?? 20))
        while !condition(), Date() < limit { sched_yield() }
    }

    private func filled(_ text: String) -> String {
        saved.reduce(text) { $0.replacingOccurrences(of: "${\($1.key)}", with: $1.value) }
    }

    /// What later steps may need: the id of the job, the link to its first file, the link before that, and the tag of a file.
    private func save(_ answer: SeenAnswer) {
        if let tag = RawHeadFields(answer.head)["etag"] { saved["etag"] = tag }
        guard let json = try? JSONReader.read(answer.body).root else { return }
        for place in [json["id"], json["data"]?["task_id"], json["task_id"]] {
            if let id = place?.string { saved["id"] = id }
        }
        guard let link = link(in: json) else { return }
        if let before = saved["link"] { saved["old_link"] = before }
        saved["link"] = link
    }

    private func link(in node: Node) -> String? {
        if let text = node.string {
            let isLink = ["/assets/", "/downloads/", "/files/"].contains { text.contains($0) }
            return isLink && text.hasPrefix("http") ? text : nil
        }
        return (node.array ?? node.object?.map(\.value) ?? []).lazy.compactMap { self.link(in: $0) }.first
    }
}
