import Core
import HTTPMessages

/// The segments of a raw path, percent-decoded: `/v1/tasks/a%20b` gives `v1`, `tasks`, `a b`.
///
/// Empty segments stay, so that `/v1//tasks` and `/v1/tasks/` are other paths than `/v1/tasks`.
/// nil when an escape is broken or the bytes are not UTF-8.
public func pathSegments(_ rawPath: String) -> [String]? {
    let bytes = rawPath.utf8Span.span
    var segments: [String] = []
    segments.reserveCapacity(4)
    var start = min(1, bytes.count)
    while true {
        var end = start
        var isEscaped = false
        while end < bytes.count, bytes[end] != UInt8(ascii: "/") {
            if bytes[end] == UInt8(ascii: "%") { isEscaped = true }
            end += 1
        }
        let raw = rawPath.utf8.dropFirst(start).prefix(end - start)
        if isEscaped {
            guard let segment = percentDecoded(raw).flatMap({ String(validating: $0, as: UTF8.self) }) else {
                return nil
            }
            segments.append(segment)
        } else {
            segments.append(String(Substring(raw)))
        }
        guard end < bytes.count else { return segments }
        start = end + 1
    }
}

/// What follows that beginning of a raw path, if it is one segment, not empty and without escapes. nil else: then
/// `pathSegments` tells. For the paths that are asked for most.
public func plainSegment(_ rawPath: String, below beginning: String) -> String? {
    let (bytes, front) = (rawPath.utf8Span.span, beginning.utf8Span.span)
    guard bytes.count > front.count else { return nil }
    for index in front.indices where bytes[index] != front[index] { return nil }
    for index in front.count..<bytes.count where bytes[index] == UInt8(ascii: "/") || bytes[index] == UInt8(ascii: "%")
    {
        return nil
    }
    return String(Substring(rawPath.utf8.dropFirst(front.count)))
}

/// The names and values of a raw query in their order, `+` and escapes decoded as in a form.
///
/// A broken escape stands for itself: a query never makes a path unknown.
public func queryValues(_ rawQuery: String) -> [(name: String, value: String)] {
    rawQuery.utf8.split(separator: UInt8(ascii: "&")).map { pair in
        let end = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
        return (formDecoded(pair[..<end]), formDecoded(pair[end...].dropFirst()))
    }
}

/// Which value counts where a query names a key several times; the others are not looked at. No provider says [chosen].
public enum RepeatedKey: Sendable {
    case first, last
}

/// The names and values of a raw query, each name once, in the order in which they first stand there.
public func queryValues(_ rawQuery: String, repeated: RepeatedKey) -> [(name: String, value: String)] {
    var values: [(name: String, value: String)] = []
    for pair in queryValues(rawQuery) {
        if let place = values.firstIndex(where: { $0.name == pair.name }) {
            if repeated == .last { values[place].value = pair.value }
        } else {
            values.append(pair)
        }
    }
    return values
}

/// The name of the first parameter of a raw query that has an escaped NUL or line break in its name or value; nil: none has.
public func parameterWithLineBreak(_ rawQuery: String) -> String? {
    guard rawQuery.utf8.contains(UInt8(ascii: "%")) else { return nil }
    return queryValues(rawQuery).first { hasLineBreak($0.name) || hasLineBreak($0.value) }?.name
}

private func hasLineBreak(_ text: String) -> Bool {
    text.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
}

extension ParsedRequest {
    /// No provider takes a NUL or a line break in a parameter of the query [chosen]. Whatever else is wrong with the request goes first.
    public mutating func refuseLineBreaks(inQuery rawQuery: String) {
        guard !rawQuery.isEmpty, !operation.isRejected, let name = parameterWithLineBreak(rawQuery) else { return }
        let refusal = Refusal(.invalidInput, message: "\(name) must not have a NUL or a line break.", param: name)
        operation = .rejected(refusal, at: .fields)
    }
}

/// The key of `Authorization: Bearer <key>`, the form that all the providers share; the scheme's letter case does not count.
public func bearerKey(_ request: Request) -> Credential {
    request.headers.read("authorization", bearerKey) ?? .missing
}

private func bearerKey(_ field: Span<UInt8>) -> Credential {
    guard hasBearerScheme(field) else { return .malformed }
    var start = 6
    while start < field.count, field[start] == UInt8(ascii: " ") { start += 1 }
    let key = field.extracting(start...)
    guard !key.isEmpty, isVisible(key), let text = try? UTF8Span(validating: key) else { return .malformed }
    return .key(String(copying: text))
}

/// Whether it begins with `Bearer` and a space.
private func hasBearerScheme(_ field: Span<UInt8>) -> Bool {
    let scheme = "bearer".utf8Span.span
    guard field.count > scheme.count, field[scheme.count] == UInt8(ascii: " ") else { return false }
    for index in scheme.indices where field[index] | 0x20 != scheme[index] { return false }
    return true
}

private func isVisible(_ text: Span<UInt8>) -> Bool {
    for index in text.indices where text[index] <= 0x20 || text[index] >= 0x7F { return false }
    return true
}
