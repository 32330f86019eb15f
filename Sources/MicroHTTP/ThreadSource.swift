/// Where threads come from: the system, unless somebody wants to see what happens when it has none.
public struct ThreadSource: Sendable {
    let start: @Sendable (_ name: String, _ body: @escaping @Sendable () -> Void) throws(SystemError) -> Thread

    init(
        _ start:
            @escaping @Sendable (_ name: String, _ body: @escaping @Sendable () -> Void) throws(SystemError) ->
            Thread
    ) {
        self.start = start
    }

    public static let system = ThreadSource { (name, body) throws(SystemError) in try Thread(named: name, body) }

    /// Runs a body on a thread of its own, which ends with it.
    ///
    /// - Returns: a function that waits for the end; whoever does not want to wait forgets it. nil: there is no thread.
    public func run(named name: String, _ body: @escaping @Sendable () -> Void) -> (@Sendable () -> Void)? {
        do throws(SystemError) {
            let thread = try start(name, body)
            return { thread.join() }
        } catch {
            return nil
        }
    }
}
