import Foundation
import FoundationNetworking
import HTTPMessages
import UnderstudyServer

/// A real server on a free port, spoken to by URLSession.
final class SocketServer: TestServer {
    private let service: Service
    private let session: URLSession

    init(_ scenarios: ScenarioSet, dialects: Dialects, allowsOrigins: Bool) throws {
        var configuration = Service.Configuration(scenarios)
        configuration.port = 0
        configuration.allowsOrigins = allowsOrigins
        service = try Service(configuration, dialects: dialects)
        service.start()
        let client = URLSessionConfiguration.ephemeral
        client.timeoutIntervalForRequest = 3_600
        client.httpMaximumConnectionsPerHost = 64
        session = URLSession(configuration: client)
    }

    var url: String { service.url }

    func begin(_ request: Request) -> Pending {
        let pending = Pending()
        let query = request.query.isEmpty ? "" : "?" + request.query
        guard let target = URL(string: url + request.path + query) else {
            pending.end(.failure(TestFailure("no URL: \(request.path)")))
            return pending
        }
        var sent = URLRequest(url: target)
        sent.httpMethod = request.method
        for (name, value) in request.headers where name.lowercased() != "host" {
            sent.setValue(value, forHTTPHeaderField: name)
        }
        if !request.bytes.isEmpty { sent.httpBody = Data(request.bytes) }
        let task = session.dataTask(with: sent) { data, response, error in
            pending.end(Self.result(data, response as? HTTPURLResponse, error))
        }
        pending.whenAbandoned { task.cancel() }
        task.resume()
        return pending
    }

    func stop() {
        session.invalidateAndCancel()
        service.stop()
    }

    private static func result(
        _ data: Data?, _ response: HTTPURLResponse?, _ error: (any Error)?
    ) -> Result<Received, any Error> {
        guard let response else { return .failure(error ?? TestFailure("no answer")) }
        var headers = Headers()
        for (name, value) in response.allHeaderFields { headers.append("\(name)", "\(value)") }
        return .success(Received(status: response.statusCode, headers: headers, body: Array(data ?? Data())))
    }
}
