import HTTPMessages
import Scenario

/// A file as an answer: whole, in part, or not at all because the client has it (media.md §4).
struct FileAnswer {
    let file: MediaFile
    let tag: String
    let name: String
    /// How a rule wants a request for a part to be answered; nil: as HTTP says.
    var range: AssetDirective.RangeAnswer?

    func apply(to response: Response, _ request: Request) -> Response {
        var response = response
        response.headers.set("ETag", tag)
        response.headers.set("Accept-Ranges", "bytes")
        response.headers.set("Content-Disposition", "inline; filename=\"\(name)\"")
        if isKnown(request.headers["if-none-match"]) { return notModified(response) }
        guard request.method == "GET", range != .ignore, let wanted = request.headers["range"],
            isCurrent(request.headers["if-range"])
        else {
            response.body = file.body(0..<file.length)
            return response
        }
        if range == .refuse { return unsatisfiable(response) }
        switch ByteRange(wanted, length: file.length) {
        case .some(.part(let part)): return self.part(response, range == .wrongOffset ? 0..<part.count : part)
        case .some(.unsatisfiable): return unsatisfiable(response)
        case nil:
            response.body = file.body(0..<file.length)
            return response
        }
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

    private func isKnown(_ tags: String?) -> Bool {
        guard let tags else { return false }
        return tags == "*" || tags.split(separator: ",").contains { Self.opaque($0) == tag }
    }

    /// Compared weakly (RFC 9110 §13.1.2): without the `W/` of a weak tag, and without spaces around it.
    private static func opaque(_ tag: Substring) -> Substring {
        let tag = tag.drop { $0 == " " }
        let end = tag.lastIndex { $0 != " " }.map { tag.index(after: $0) } ?? tag.endIndex
        return tag[..<end].hasPrefix("W/") ? tag[..<end].dropFirst(2) : tag[..<end]
    }

    private func isCurrent(_ condition: String?) -> Bool {
        condition == nil || condition == tag
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
