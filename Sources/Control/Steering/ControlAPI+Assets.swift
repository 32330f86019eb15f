import Core
import Documents
import Engine
import HTTPMessages
import Time

/// The files of jobs, for whoever looks at a sandbox: getting one is no request to a provider, so no rule is asked and nothing is
/// written down.
extension ControlAPI {
    /// `GET …/assets`: the files of the jobs that have completed, a page of jobs at a time.
    func assets(_ call: ControlCall, _ sandbox: Sandbox) {
        list(call, sandbox, [.provider, .text("job") { $0.job.id }]) {
            $0.job.hasCompleted(at: $0.moment)
        } then: { [files] jobs in
            let listed = jobs.jobs.flatMap { files.nodes(of: $0.job, sandbox) }
            call.exchange.answer(.json(200, ["next": .number(jobs.next), "assets": .list(listed)]))
        }
    }

    /// `GET …/assets/{job}/{file}`: the bytes, or a part of them.
    func asset(_ call: ControlCall, _ sandbox: Sandbox) {
        withJob(call, sandbox) { [files] report in
            let (job, exchange, name) = (report.job, call.exchange, call["file"])
            guard report.job.hasCompleted(at: report.moment) else {
                return exchange.answer(
                    .problem(409, "The job `\(job.id)` has no files: it is \(report.state.rawValue)."))
            }
            let names = job.request.assets.indices.filter { files.isFile(job, $0) }.map { ($0, job.fileName($0)) }
            guard let (index, _) = names.first(where: { $0.1 == name }) else {
                let known = names.isEmpty ? "It has none" : "There are \(names.map(\.1).joined(separator: ", "))"
                return exchange.answer(.problem(404, "The job `\(job.id)` has no file `\(name)`. \(known)."))
            }
            let response = Response(
                status: 200,
                headers: [
                    "Content-Type": job.request.assets[index].format.mimeType, "Cache-Control": "no-store",
                    "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox",
                ])
            files.fill(response, with: job, index, name: name, for: call.request) { filled in
                exchange.answer(filled ?? .problem(404, "The job `\(job.id)` has no file `\(name)`."))
            }
        }
    }
}

extension ControlFiles {
    fileprivate func nodes(of job: Job, _ sandbox: Sandbox) -> [Node] {
        job.request.assets.enumerated().filter { isFile(job, $0.offset) }.map { index, asset in
            let name = job.fileName(index)
            let kind = asset.format.mimeType.prefix { $0 != "/" }
            return [
                "job": .text(job.id), "provider": .text(job.provider.rawValue), "name": .text(name),
                "kind": .text(String(kind)), "type": .text(asset.format.mimeType),
                "width": .number(asset.width > 0 ? asset.width : nil),
                "height": .number(asset.height > 0 ? asset.height : nil),
                "seconds": asset.seconds.map { Node(.number(Number(text: "\($0)"))) } ?? nil,
                "bytes": .number(length(of: job, index)),
                "path": .text(
                    "/_understudy/sandboxes/\(sandbox.name)/assets/\(job.id)/\(name)?provider=\(job.provider.rawValue)"),
            ]
        }
    }
}

extension Job {
    /// What its n-th file is called below the job, counted from 0.
    fileprivate func fileName(_ index: Int) -> String { "\(index).\(request.assets[index].format.rawValue)" }
}
