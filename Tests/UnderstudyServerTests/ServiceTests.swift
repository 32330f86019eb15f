import Core
import HTTPMessages
import MicroHTTP
import Synchronization
import TestSupport
import Testing
import Time

@testable import UnderstudyServer

/// The server as a whole: what it needs to start, what it leaves behind, and how its exchanges end.
@Suite struct ServiceTests {
    static let create = """
        {"model":"flux-1.1-pro","input":{"prompt":"a boat"},"wait":0}
        """

    static func post(_ path: String, _ body: String) -> String {
        "POST \(path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ze_test\r\n"
            + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    static func get(_ path: String) -> String {
        "GET \(path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ze_test\r\n\r\n"
    }

    @Test func `servers leave no thread and no descriptor behind, started or not`() async {
        await #expect(processExitsWith: .success) {
            OwnProcess.settle()
            // What is read once for all tests, and libcurl once for a process, is no server's.
            let first = try service()
            first.start()
            first.stop()
            let files = OwnProcess.openFiles
            for round in 0..<10 {
                let service = try service(served: [.getimg, .llmStats])
                if round % 3 == 2 { continue }
                service.start()
                let socket = try RawSocket(port: service.port)
                socket.send(ServiceTests.post("/llm-stats/v1/generations", ServiceTests.create))
                #expect(socket.answer().status == 200)
                service.stop()
            }
            #expect(eventually { OwnProcess.threads == [] }, "\(OwnProcess.threads)")
            #expect(OwnProcess.opened(since: files) == [])
        }
    }

    @Test func `a server that sent webhooks leaves no thread behind either`() async {
        await #expect(processExitsWith: .success) {
            OwnProcess.settle()
            let service = try service(
                """
                understudy: 1
                name: t
                clock: { mode: auto }
                """)
            service.start()
            let socket = try RawSocket(port: service.port)
            let inbox = "\(service.url)/_understudy/sandboxes/default/inbox/a"
            let body = #"{"model":"google/veo-3.1-fast","input":{"prompt":"a boat"},"callback_url":"\#(inbox)"}"#
            socket.send(ServiceTests.post("/unified-tasks/v1/tasks", body))
            #expect(socket.answer().status == 200)
            #expect(eventually { OwnProcess.threads.contains("webhooks") }, "the thread was there")
            service.stop()
            #expect(eventually { OwnProcess.threads == [] }, "\(OwnProcess.threads)")
        }
    }

    @Test func `without a thread for each part a server does not start, and says which`() async {
        await #expect(processExitsWith: .success) {
            OwnProcess.settle()
            let files = OwnProcess.openFiles
            var words: [String] = []
            for count in 0..<64 {
                do {
                    let service = try service(threads: .limited(to: count))
                    service.stop()
                    break
                } catch {
                    words.append("\(error)")
                }
            }
            #expect(words.first?.hasPrefix("the system gave no thread for media: ") == true)
            #expect(words.count > 1)
            #expect(words.dropFirst().allSatisfy { $0.hasPrefix("the system gave no thread for a loop: ") })
            #expect(eventually { OwnProcess.threads == [] }, "\(OwnProcess.threads)")
            #expect(OwnProcess.opened(since: files) == [])
        }
    }

    @Test func `a held request with a limit for idleness is answered, and its connection then closed`() throws {
        let service = try service(
            """
            understudy: 1
            name: t
            clock: { mode: manual }
            rules:
              - { name: little patience, on: connect, then: { close_idle: 5s } }
              - { name: slow, on: catalog, then: { latency: 1m } }
            """)
        service.start()
        defer { service.stop() }
        let sockets = try (0..<20).map { _ in try RawSocket(port: service.port) }
        for socket in sockets { socket.send(Self.get("/getimg/v2/models").replacing("ze_test", with: "sk_test")) }
        #expect(eventually { service.sandbox.requests.total == 20 })
        service.sandbox.advance(by: .seconds(60))
        #expect(sockets.allSatisfy { $0.answer().status == 200 })
        #expect(eventually { service.sandbox.requests.entries.allSatisfy { $0.end != nil } })
        for socket in sockets { #expect(socket.isSilent) }
        #expect(
            eventually {
                service.sandbox.advance(by: .seconds(5))
                return sockets.allSatisfy { !$0.isSilent }
            })
        #expect(sockets.allSatisfy { $0.readToEnd() == "" && $0.ending == .closed })
    }

    @Test func `every kind of exchange with a provider ends once in the journal when the server stops`() throws {
        let service = try service(
            """
            understudy: 1
            name: t
            clock: { mode: manual }
            rules:
              - { name: slow, on: catalog, then: { latency: 1h } }
            """)
        service.start()
        let held = try RawSocket(port: service.port)
        held.send(Self.get("/getimg/v2/models").replacing("ze_test", with: "sk_test"))
        let left = try RawSocket(port: service.port)
        left.send(Self.get("/getimg/v2/models").replacing("ze_test", with: "sk_test"))
        let answered = try RawSocket(port: service.port)
        answered.send(Self.get("/getimg/nowhere"))
        #expect(answered.answer().status == 404)
        #expect(eventually { service.sandbox.requests.total == 3 })
        left.abort()
        #expect(eventually { service.sandbox.requests.entries.filter { $0.end != nil }.count == 2 })
        service.stop()
        #expect(
            service.sandbox.requests.entries.compactMap(\.end?.rawValue).sorted()
                == ["client_gone", "completed", "completed"])
        #expect(held.answer().status > 0, "what is decided goes out at once")
    }

    @Test(
        arguments: [
            (nil, false), ("localhost", false), ("127.0.0.1", false), ("127.8.9.10", false), ("::1", false),
            ("127.evil.example", true), ("127.0.0.1.evil.example", true), ("localhost.evil.example", true),
            ("LOCALHOST", true), ("127.1", true), ("0.0.0.0", true), ("::", true), ("10.0.0.1", true), ("", true),
            ("::ffff:127.0.0.1", false), ("::ffff:10.0.0.1", true), ("64:ff9b::7f00:1", true),
        ] as [(String?, Bool)])
    func `only addresses of this machine, and localhost, are out of others' reach`(host: String?, isWide: Bool) throws {
        var configuration = Service.Configuration(try scenarios("understudy: 1\nname: t\n"))
        configuration.host = host
        #expect(configuration.isWide == isWide)
    }
}
