import Core
import Documents

extension Builder {
    /// Complete: whatever the file names is bytes afterwards.
    mutating func httpError(_ reading: Reading) -> HTTPErrorDirective? {
        let page = reading["preset"]?.text.flatMap { HTTPErrorPage(rawValue: $0) }
        guard let status = reading["status"]?.integer ?? page?.status else { return nil }
        var (fields, body) = content(reading, page, status)
        for field in headers(reading["headers"]) {
            fields.removeAll { $0.name.lowercased() == field.name.lowercased() }
            fields.append(field)
        }
        return HTTPErrorDirective(
            status: status, headers: fields, body: body, retryAfter: retryAfter(reading["retry_after"]),
            reason: reading["reason"]?.text)
    }

    private mutating func content(
        _ reading: Reading, _ page: HTTPErrorPage?, _ status: Int
    ) -> ([HeaderField], [UInt8]) {
        if let page { return (page.headers, page.body(status: status)) }
        if let envelope = reading["envelope"]?.text.flatMap({ ForeignEnvelope(rawValue: $0) }) {
            return ([Self.json], envelope.body(status: status).json())
        }
        if let body = reading["body"]?.node {
            return body.string.map { ([Self.text], Array($0.utf8)) } ?? ([Self.json], body.json())
        }
        return reading["body_file"].map { (Self.fileType($0.text ?? ""), bytes(ofFile: $0)) } ?? ([], [])
    }

    mutating func bytes(ofFile reading: Reading) -> [UInt8] {
        guard let path = reading.text else { return [] }
        switch bodyFile(path) {
        case .bytes(let bytes): return bytes
        case .refused(let reason):
            report("`\(shortened(path))` cannot be read: \(reason)", at: reading)
            return []
        }
    }

    private static let json = HeaderField("Content-Type", "application/json")
    private static let text = HeaderField("Content-Type", "text/plain; charset=utf-8")

    private static func fileType(_ path: String) -> [HeaderField] {
        let types = [
            "json": "application/json", "html": "text/html; charset=utf-8", "xml": "application/xml",
            "txt": "text/plain; charset=utf-8",
        ]
        let ending = path.split(separator: ".").last.map { String($0) } ?? ""
        return [HeaderField("Content-Type", types[ending] ?? "application/octet-stream")]
    }
}
