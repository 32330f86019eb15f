import Core
import Matching

extension MatchKey {
    static let jobStatus = MatchKey(
        "job.status", .state, "state of the job that a poll or a download concerns",
        describe: { subject, text, key throws(RequestSketch.Failure) in
            if let hint = JobStateWords.hints[text] { throw RequestSketch.Failure(description: hint) }
            subject.describedJob.status = try RequestSketch.word(text, key)
        },
        value: { Value($0.job?.status?.rawValue) })

    /// In seconds.
    static let jobAge = MatchKey(
        "job.age", .duration, "how long ago that job was created",
        describe: { subject, text, key throws(RequestSketch.Failure) in
            subject.describedJob.age = try RequestSketch.duration(text, key)
        },
        value: { Value(seconds: $0.job?.age) })

    static let jobPolls = MatchKey(
        "job.polls", .count, "how often that job was polled before",
        describe: { subject, text, key throws(RequestSketch.Failure) in
            subject.describedJob.polls = try RequestSketch.number(text, key)
        },
        value: { Value($0.job?.polls) })
}

extension Subject {
    /// The job of a request that somebody describes: it runs unless it is said otherwise.
    var describedJob: JobFacts {
        get { job ?? JobFacts(id: "", status: .running, age: .zero, polls: 0) }
        set { job = newValue }
    }
}
