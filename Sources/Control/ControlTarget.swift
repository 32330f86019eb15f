import Engine
import Scenario

/// What the control API steers: the server behind it, seen through the few things it may ask for.
public protocol ControlTarget: AnyObject, Sendable {
    func sandbox(named name: String) -> Sandbox?
    /// True once scenarios are loaded and the server listens.
    var isReady: Bool { get }
    var version: String { get }
    var vocabulary: Vocabulary { get }
    /// Scenarios that `use` may name.
    var library: [Scenario] { get }
    /// Gives memory that is free back to the system: a lot is, once a sandbox has forgotten all.
    func giveBackMemory()
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
