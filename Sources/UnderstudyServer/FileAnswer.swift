import Core
import HTTPMessages
import Scenario
import Time

/// A file as an answer: whole, in part, or not at all because of what the client says that it has (media.md §4).
struct FileAnswer {
    let file: MediaFile
    let tag: String
    /// What `Last-Modified` says; nil: nothing.
    var modified: Timestamp?
    let name: String
    /// What the rules do to the answer.
    var decision: Decision?
    /// What the answer's `Date` says.
    let date: Timestamp

    private var range: AssetDirective.RangeAnswer? { decision?.asset?.range }

    func apply(to response: Response, _ request: Request) -> Response {
        var response = response
        response.headers.set("ETag", tag)
        if let modified { response.headers.set("Last-Modified", modified.httpDate) }
        response.headers.set("Accept-Ranges", "bytes")
        response.headers.set("Content-Disposition", "inline; filename=\"\(name)\"")
        decision?.asset?.applyHeaders(&response)
        // An answer of another status than the file's own has no conditions (RFC 9110 §13.2.1).
        guard decision?.replace?.status == nil else { return whole(response) }
        let sent = Validators(decision?.headers(of: response) ?? response.headers, date: date)
        switch Preconditions.verdict(on: request, sent) {
        case .failed: return preconditionFailed(response)
        case .notModified: return notModified(response)
        case .met: return fitting(request, sent, response)
        }
    }

    /// Whole, or the part that is asked for.
    private func fitting(_ request: Request, _ sent: Validators, _ response: Response) -> Response {
        guard request.method == "GET", range != .ignore, let wanted = request.headers["range"],
            sent.areCurrent(by: request.headers["if-range"])
        else { return whole(response) }
        if range == .refuse { return unsatisfiable(response) }
        switch ByteRange(wanted, length: file.length) {
        case .some(.part(let part)): return self.part(response, range == .wrongOffset ? 0..<part.count : part)
        case .some(.unsatisfiable): return unsatisfiable(response)
        case nil: return whole(response)
        }
    }

    private func whole(_ response: Response) -> Response {
        var response = response
        response.body = file.body(0..<file.length)
        return response
    }

    private func part(_ response: Response, _ range: Range<Int>) -> Response {
        var response = response
        response.status = self.range == .status200 ? 200 : 206
        response.headers.set("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.length)")
        response.body = file.body(range)
        return response
    }

    private func unsatisfiable(_ response: Response) -> Response {
        var response = response
        response.status = 416
        response.headers.set("Content-Range", "bytes */\(file.length)")
        response.body = .bytes([])
        return response
    }

    private func notModified(_ response: Response) -> Response {
        var response = response
        response.status = 304
        // What a 200 would have: nothing else may stand there (RFC 9110 §8.6).
        response.headers.set("Content-Length", "\(file.length)")
        response.body = .bytes([])
        return response
    }

    private func preconditionFailed(_ response: Response) -> Response {
        var response = response
        response.status = 412
        response.headers.set("Content-Type", "text/plain; charset=utf-8")
        response.body = .bytes(Array("The file is not the one that the request names.\n".utf8))
        return response
    }
}

extension AssetDirective {
    /// The headers that the rule wants the file to have.
    fileprivate func applyHeaders(_ response: inout Response) {
        if let contentType { response.headers.set("Content-Type", contentType) }
        for header in headers { header.apply(to: &response.headers) }
    }
}

/// A single range of a file; the unit in any letter case. Several ranges, other units and malformed ones count as none, as RFC 9110 §14.2 allows.
enum ByteRange: Equatable {
    case part(Range<Int>)
    case unsatisfiable

    init?(_ header: String, length: Int) {
        guard header.prefix(6).lowercased() == "bytes=", !header.contains(",") else { return nil }
        let ends = header.dropFirst(6).split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard ends.count == 2 else { return nil }
        let (first, last) = (ByteRange.number(ends[0]), ByteRange.number(ends[1]))
        guard (first != nil || ends[0].isEmpty) && (last != nil || ends[1].isEmpty) else { return nil }
        switch (first, last) {
        case (let first?, let last?):
            guard first <= last else { return nil }
            self = first < length ? .part(first..<min(last, length - 1) + 1) : .unsatisfiable
        case (let first?, nil):
            self = first < length ? .part(first..<length) : .unsatisfiable
        case (nil, let suffix?):
            self = suffix > 0 && length > 0 ? .part(max(0, length - suffix)..<length) : .unsatisfiable
        case (nil, nil):
            return nil
        }
    }

    /// Digits alone; a number too large for any file counts as the largest.
    private static func number(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return min(Int(text) ?? .max, .max - 1)
    }
}
