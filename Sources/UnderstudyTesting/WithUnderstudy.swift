import Foundation
import UnderstudyServer

/// Runs a test against an Understudy of its own.
///
/// - Parameters:
///   - reach: in process, or over a socket.
///   - scenario: the text of a scenario file (YAML); nil: every provider healthy.
///   - allowsOrigins: whether pages of other sites may call the providers, as with `--cors`.
public func withUnderstudy<Result>(
    _ reach: Reach = .overHTTP, scenario: String? = nil, allowsOrigins: Bool = false,
    _ body: (any TestServer) throws -> Result
) throws -> Result {
    let dialects = try SharedDialects.dialects.get()
    let texts = scenario.map { text in
        [ScenarioFile(file: "scenario.yaml", bytes: Array(text.utf8)) { _ in .refused("a test has no folder") }]
    }
    let scenarios = try ScenarioSet(texts ?? [], dialects: dialects)
    let server: any TestServer =
        switch reach {
        case .inProcess: try InProcessServer(scenarios, dialects: dialects, allowsOrigins: allowsOrigins)
        case .overHTTP: try SocketServer(scenarios, dialects: dialects, allowsOrigins: allowsOrigins)
        }
    defer { server.stop() }
    return try body(server)
}

/// The catalogs are read once for all tests of a process.
private enum SharedDialects {
    static let dialects = Result { try Dialects() }
}
