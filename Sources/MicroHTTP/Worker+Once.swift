extension Worker {
    /// Runs a body on a thread of its own, which ends with it.
    public static func once(name: String, _ body: @escaping @Sendable () -> Void) {
        let worker = Worker(name: name)
        worker.perform(body)
        worker.stop()
    }
}
