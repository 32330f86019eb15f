import Core
import HTTPMessages

/// The files of jobs as whoever looks at a sandbox gets them: as they were made, whatever a rule does to downloads.
public protocol ControlFiles: AnyObject, Sendable {
    /// Whether the job's n-th asset is a file at all: text stands in the answers themselves.
    func isFile(_ job: Job, _ index: Int) -> Bool
    /// In bytes; nil where it was not made lately.
    func length(of job: Job, _ index: Int) -> Int?
    /// Fills an answer with the file, or the part of it that the request asks for; gives nil where there is no file.
    func fill(
        _ response: Response, with job: Job, _ index: Int, name: String, for request: Request,
        then: @escaping @Sendable (Response?) -> Void)
}
