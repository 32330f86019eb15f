import Core

/// Which of an account's own jobs a list shows, newest first.
public struct JobQuery: Sendable, Equatable {
    /// nil: of any model.
    public var model: String?
    /// nil: in any state.
    public var state: Job.State?
    /// How many of the newest are left out.
    public var offset: Int
    /// How many are shown at most.
    public var limit: Int

    public init(model: String? = nil, state: Job.State? = nil, offset: Int = 0, limit: Int) {
        self.model = model
        self.state = state
        self.offset = offset
        self.limit = limit
    }
}

/// A page of an account's own jobs.
public struct JobListView: Sendable {
    public var query: JobQuery
    /// How many there are, whatever offset and limit.
    public var total: Int
    public var jobs: [JobView]

    public init(query: JobQuery, total: Int, jobs: [JobView]) {
        self.query = query
        self.total = total
        self.jobs = jobs
    }
}
