import Basics
import Control
import Core
import Engine
import Glibc
import HTTPMessages
import Scenario
import Testing
import Time

@testable import MicroHTTP
@testable import UnderstudyServer

/// The catalogs are read once for all tests of a process.
enum TestDialects {
    static let dialects = Result { try Dialects() }
}

func scenarios(_ text: String) throws -> ScenarioSet {
    let file = ScenarioFile(file: "test.yaml", bytes: Array(text.utf8)) { _ in .refused("a test has no folder") }
    return try ScenarioSet([file], dialects: TestDialects.dialects.get())
}

/// A server on free ports, with one of its own for each provider named.
func service(
    _ text: String = "understudy: 1\nname: t\n", served: [Provider] = [], host: String? = nil,
    threads: ThreadSource = .system, _ change: (inout Service.Configuration) -> Void = { _ in }
) throws -> Service {
    var configuration = Service.Configuration(try scenarios(text))
    configuration.port = 0
    configuration.host = host
    configuration.served = served.map { Service.ServedPort($0, port: 0) }
    change(&configuration)
    return try Service(configuration, dialects: TestDialects.dialects.get(), threads: threads)
}

extension ThreadSource {
    /// Gives so many threads and then none.
    static func limited(to count: Int) -> ThreadSource {
        let left = Lock(count)
        return ThreadSource { (name, body) throws(SystemError) in
            let isLeft = left.withLock { left in
                left -= 1
                return left >= 0
            }
            guard isLeft else { throw SystemError(number: EAGAIN) }
            return try Thread(named: name, body)
        }
    }
}

extension Service {
    var sandbox: Sandbox { understudy.standard }
}

/// The routes without sockets; time stands still.
struct Routes {
    let understudy: Understudy
    private let media: Worker

    init(_ text: String = "understudy: 1\nname: t\n", ports: [Int: Provider] = [:], allowsOrigins: Bool = false) throws
    {
        media = try Worker(name: "media")
        understudy = Understudy(
            scenarios: try scenarios(text), dialects: try TestDialects.dialects.get(), real: StandingTime(),
            access: ControlAccess(), media: media, allowsOrigins: allowsOrigins)
        understudy.becomeReady(
            ports: ports.map { ProviderPort(port: $0, provider: $1, sandbox: SandboxName.standard) })
    }

    func stop() { media.stop() }

    /// The answer that is made at once; nil while there is none.
    func answer(_ request: Request, port: Int = 4010) -> Response? {
        let receiver = LastDelivery()
        let owner = serve(request, port: port, for: receiver)
        defer { owner?.ended(.completed, bytesSent: 0) }
        return receiver.delivery?.response
    }

    func serve(_ request: Request, port: Int = 4010, for receiver: any Receiver) -> (any ExchangeOwner)? {
        var request = request
        return understudy.endpoint(for: &request, on: port).serve(request, for: receiver)
    }

    func get(_ path: String, port: Int = 4010, headers: Headers = ["host": "127.0.0.1"]) -> Response? {
        answer(Request(method: "GET", path: path, headers: headers), port: port)
    }
}

struct StandingTime: RealTime {
    func now() -> Int64 { 0 }
    func wallClock() -> Timestamp { Timestamp(unixSeconds: 1_795_176_000) }
    func alarm(at instant: Int64, _ action: @escaping @Sendable () -> Void) {}
}

/// Keeps what it is given.
final class LastDelivery: Receiver {
    private let last = Lock<Delivery?>(nil)

    var delivery: Delivery? { last.withLock { $0 } }

    func perform(_ action: @escaping @Sendable () -> Void) { action() }

    func deliver(_ delivery: consuming Delivery, waker: (any Waker)?) {
        let delivery = delivery
        last.withLock { $0 = delivery }
    }
}

extension Response {
    var text: String {
        guard case .bytes(let bytes) = body else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }
}
