import ArgumentParser
import UnderstudyServer

/// `understudy serve`
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve the emulated providers until SIGTERM or SIGINT.",
        discussion: """
            Point a client at http://127.0.0.1:4010/<provider>, where <provider> is llm-stats, unified-tasks, openrouter \
            (with /api/v1 behind it), lemondata or getimg. Any key in the provider's own form is taken: ze_… for llm-stats, \
            any for unified-tasks, sk-or-… for openrouter, sk-… for lemondata, sk_… for getimg.

            The control API is at http://127.0.0.1:4010/_understudy/ : move the clock, change the scenario, reset, list \
            requests.

            With `expect` in the scenario the verdict on all that came is printed at the end.

            Exit codes: 0 stopped, 2 wrong usage or bad scenario, 3 could not listen; with --fail-on-verdict 1 the verdict failed, 5 \
            inconclusive.

            Examples:
              understudy serve
              understudy serve --scenario drill.yaml --watch
              understudy serve --scenario rate-limited
              understudy serve --port 0 --ready-file ready.json --exit-with-parent
              understudy serve --serve getimg=4011
            """)

    @Option(
        help: """
            A scenario file (YAML, or JSON by its ending), or the name of a shipped one (`understudy scenarios` lists them). The first \
            one plays; further ones are there for `use`.
            """)
    var scenario: [String] = []

    @Option(help: "The port to listen on; 0 takes any free one.")
    var port = 4010

    @Option(help: "An address to bind instead of both loopback addresses; needs a control token.")
    var host: String?

    @Option(
        help: ArgumentHelp(
            "Serve a provider at the root of a port of its own, as in production; repeatable. `all=4011` takes a port for each, `getimg@mine=4011` leads to the sandbox `mine`.",
            valueName: "provider[@sandbox]=port"))
    var serve: [String] = []

    @Option(help: "Write a JSON object with url, pid, version and providers to this file once listening.")
    var readyFile: String?

    @Option(
        help:
            "What to log: `text`, `json` (an object a line), or `off`. Default: text, with a line for each request on a terminal."
    )
    var log: LogForm?

    @Option(help: "The token of the control API, at least 16 characters; also read from UNDERSTUDY_CONTROL_TOKEN.")
    var controlToken: String?

    @Flag(help: "Make a sandbox when a request first names it, as in /sandbox/NAME/getimg/….")
    var autoSandbox = false

    @Flag(
        help: "Let pages of other sites call the providers from a browser (CORS). The control API stays closed to them."
    )
    var cors = false

    @Option(
        help:
            "What it means when a client finishes sending before its answer is there: `hang-up`, it has gone, or `wait`, it still reads."
    )
    var halfClose = HalfClosed.hangUp

    @Option(
        name: .customLong("public-url"),
        help: ArgumentHelp(
            "Where clients reach the server, if not where it listens: all links begin with it. `https://media.example/mock`.",
            valueName: "url"))
    var publicURL: String?

    @Option(
        help: ArgumentHelp(
            "Believe proxies of that range about the address that a client has used (Forwarded, X-Forwarded-Proto, -Host and -Prefix); repeatable. `127.0.0.1`, `10.0.0.0/8`.",
            valueName: "cidr"))
    var trustProxy: [String] = []

    @Option(
        help: ArgumentHelp(
            "Let webhooks go there too, besides this machine; repeatable. `receiver`, `10.0.0.0/8`, `[fd00::/8]:8080`.",
            valueName: "host|cidr[:port]"))
    var webhookAllow: [String] = []

    @Option(
        name: .customLong("webhook-ca"),
        help: ArgumentHelp(
            "Certificates in PEM that an `https` receiver of webhooks may be signed by, besides the system's.",
            valueName: "file"))
    var webhookCertificates: String?

    @Flag(help: "Refuse a create whose callback address may not be called, instead of blocking the webhook later.")
    var strictWebhooks = false

    @Flag(help: "Send webhooks to one receiver over one connection as long as it keeps it open.")
    var webhookKeepAlive = false

    @Flag(
        help:
            "Load the scenario files anew when one of them changes, as SIGHUP does. A bad one leaves the old in force.")
    var watch = false

    @Flag(help: "Stop when the process that started this one ends.")
    var exitWithParent = false

    @OptionGroup var reports: ReportOptions

    @Flag(help: "End with 1 where the verdict on `expect` fails, and with 5 where it is inconclusive.")
    var failOnVerdict = false

    mutating func validate() throws {
        guard (0...65_535).contains(port) else {
            throw ValidationError("--port must be from 0 to 65535, not \(port).")
        }
    }

    func run() throws {
        let code = try Serving(self).run()
        if code != 0 { throw Ended(code: code) }
    }
}

enum HalfClosed: String, ExpressibleByArgument, CaseIterable {
    case hangUp = "hang-up"
    case wait
}

enum LogForm: String, ExpressibleByArgument, CaseIterable {
    case text, json, off
}
