import Core
import Engine
import Scenario

/// What the control API steers: the server behind it, seen through the few things it may ask for.
public protocol ControlTarget: AnyObject, Sendable {
    /// The sandbox of that name, which counts as used by it.
    func sandbox(named name: String) -> Sandbox?
    /// Why there is none of that name, and how to make one.
    func reasonForLack(ofSandbox name: String) -> String
    /// All of them by name, and those that went by themselves.
    var sandboxes: SandboxList { get }
    /// Makes a sandbox; one that is there already is made anew.
    ///
    /// - Parameter name: nil: it is given one.
    func makeSandbox(named name: String?, _ plan: SandboxPlan) throws(SandboxFailure) -> MadeSandbox
    /// False when there is none.
    func deleteSandbox(named name: String) -> Bool
    /// Where the providers of a sandbox are, and how clients are told.
    ///
    /// - Parameter server: the address of the server, as the one who asks knows it.
    func addresses(of sandbox: Sandbox, at server: String) -> SandboxAddresses
    /// Reads a scenario, or gives one that was read from the same text before.
    func scenario(_ text: [UInt8], _ format: ScenarioFormat) throws(BadScenario) -> CompiledScenario
    /// One that the server knows: the one it plays, those given beside it, and the shipped ones.
    func scenario(named name: String) throws(SandboxFailure) -> CompiledScenario
    /// True once scenarios are loaded and the server listens.
    var isReady: Bool { get }
    var version: String { get }
    var vocabulary: Vocabulary { get }
    /// Gives memory that is free back to the system: a lot is, once a sandbox has forgotten all.
    func giveBackMemory()
}

/// The sandboxes of a server.
public struct SandboxList: Sendable {
    public struct Line: Sendable {
        public var sandbox: Sandbox
        public var ttl: Duration?
        /// In real time.
        public var unusedFor: Duration

        public init(_ sandbox: Sandbox, ttl: Duration?, unusedFor: Duration) {
            self.sandbox = sandbox
            self.ttl = ttl
            self.unusedFor = unusedFor
        }
    }

    /// By name.
    public var lines: [Line]
    /// As many can be there at once.
    public var most: Int
    /// How many went since their `ttl` was over.
    public var expired: Int
    /// How many had to go for newer ones.
    public var evicted: Int

    public init(lines: [Line], most: Int, expired: Int, evicted: Int) {
        self.lines = lines
        self.most = most
        self.expired = expired
        self.evicted = evicted
    }
}

public struct MadeSandbox: Sendable {
    public var sandbox: Sandbox
    public var ttl: Duration?
    /// False: it was there, and was made anew.
    public var isNew: Bool
    /// What its scenario warns of.
    public var remarks: [Problem]

    public init(_ sandbox: Sandbox, ttl: Duration?, isNew: Bool, remarks: [Problem]) {
        self.sandbox = sandbox
        self.ttl = ttl
        self.isNew = isNew
        self.remarks = remarks
    }
}

public enum SandboxFailure: Error {
    case badScenario(BadScenario)
    /// With what is known under such a name.
    case unknownScenario(String, known: [String])
    /// Every one is in use.
    case tooMany(Int)

    /// A sentence for people.
    public var words: String {
        switch self {
        case .badScenario(let bad): "The scenario has problems:\n\(bad)"
        case .unknownScenario(let name, let known):
            "No scenario is called `\(name)` here. "
                + (Suggestion.nearest(to: name, in: known).map { "Did you mean `\($0)`? " } ?? "")
                + "`understudy scenarios` lists the shipped ones."
        case .tooMany(let most):
            "There are \(most) sandboxes, which is as many as may be, and each of them is in use."
        }
    }
}

/// Where the providers of a sandbox are.
public struct SandboxAddresses: Sendable {
    /// The sandbox itself, in the control API.
    public var control: String
    /// What clients of each provider are configured with, in the order of `Provider`.
    public var baseURLs: [(provider: Provider, url: String)]
    /// The ports that are a provider's own in this sandbox.
    public var ports: [(provider: Provider, port: Int)]
    /// The variables by which a command finds all of it.
    public var environment: [(name: String, value: String)]

    public init(
        control: String, baseURLs: [(provider: Provider, url: String)], ports: [(provider: Provider, port: Int)],
        environment: [(name: String, value: String)]
    ) {
        self.control = control
        self.baseURLs = baseURLs
        self.ports = ports
        self.environment = environment
    }
}

/// Who may use the control API (architecture.md §5).
public struct ControlAccess: Sendable {
    /// nil: only from this machine, without a token.
    public var token: String?
    /// Host names the server is reached by, besides the loopback ones.
    public var hosts: Set<String>

    public init(token: String? = nil, hosts: Set<String> = []) {
        self.token = token
        self.hosts = hosts
    }
}
