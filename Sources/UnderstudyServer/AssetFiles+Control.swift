import Control
import Core
import HTTPMessages
import Time

/// Files for the control API.
extension AssetFiles: ControlFiles {
    func isFile(_ job: Job, _ index: Int) -> Bool { MediaPlan(job, index) != nil }

    func length(of job: Job, _ index: Int) -> Int? { MediaPlan(job, index).flatMap { known($0)?.length } }

    func fill(
        _ response: Response, with job: Job, _ index: Int, name: String, for request: Request,
        then: @escaping @Sendable (Response?) -> Void
    ) {
        guard let plan = MediaPlan(job, index) else { return then(nil) }
        withFile(of: plan) { file in
            let answer = FileAnswer(
                file: file, tag: plan.tag, modified: nil, name: "\(job.id)-\(name)", decision: nil,
                date: Timestamp(unixSeconds: 0))
            then(answer.apply(to: response, request))
        } orElse: {
            then(.stopping)
        }
    }
}
