import Core
import UnderstudyServer

/// A server for one run of a command: on free ports, one for each provider as in production, and nothing of an earlier run in it.
struct CommandHost {
    /// How long requests and webhooks that are under way when the command has ended may take to end, in milliseconds [chosen].
    private static let patience = 5_000

    let service: Service

    /// - Parameter tells: hears in a sentence of what the server cannot do as it should; on any thread.
    init(_ scenarios: ScenarioSet, dialects: Dialects, _ tells: @escaping @Sendable (String) -> Void) throws(Stop) {
        var configuration = Service.Configuration(scenarios)
        configuration.port = 0
        configuration.served = Provider.allCases.map { Service.ServedPort($0, port: 0) }
        configuration.warn = tells
        configuration.note = { if $0.isWarning { tells($0.text) } }
        do {
            service = try Service(configuration, dialects: dialects)
        } catch {
            throw Stop(message: "understudy: \(error)", code: Stop.cannotListen)
        }
        service.start()
    }

    /// What the command has begun may come to its end before it is judged.
    func settle() { service.settle(within: Self.patience) }
}
