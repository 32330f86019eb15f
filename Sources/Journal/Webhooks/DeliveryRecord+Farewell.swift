extension DeliveryRecord {
    /// A sentence for the log about a webhook that will not be sent any more and never arrived; nil for every other.
    public var farewell: String? {
        guard state == .gaveUp || state == .dropped else { return nil }
        let times = attemptCount == 1 ? "1 attempt" : "\(attemptCount) attempts"
        let why = attempts.last?.detail ?? detail ?? attempts.last?.status.map { "The last answer was \($0)." }
        let reason = why.map { " " + $0 } ?? ""
        return
            "The webhook \(id) of job \(job) was given up after \(times) at \(SecretCover.covered(receiver: url)).\(reason)"
    }
}
