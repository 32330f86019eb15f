import Engine
import HTTPMessages

/// A request to a route of the control API, with what is known of it when it is answered.
struct ControlCall: Sendable {
    let request: Request
    /// What stands in its path in the place of names in braces, by name.
    let values: [String: String]
    let exchange: ControlExchange

    /// The value of a name in braces, which its route has.
    subscript(name: String) -> String { values[name] ?? "" }
}
