/// The kinds of single values that the language knows.
enum Scalar: Sendable {
    case boolean
    /// `true` alone.
    case yes
    case integer(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    /// US dollars, not negative.
    case money
    case text(TextForm)
    case duration
    /// A duration in whole seconds.
    case seconds
    case signedDuration
    /// Bytes.
    case size
    /// Bytes per second.
    case byteRate
    /// So many in so long.
    case rate
    case timestamp
    case glob
    case regularExpression

    /// For people, with its article and an example.
    var expectation: String {
        switch self {
        case .boolean: "`true` or `false`"
        case .yes: "`true`"
        case .integer(let range): "a whole number " + Self.bounds(range.lowerBound, range.upperBound, .min, .max)
        case .number(let range): "a number " + Self.bounds(range.lowerBound, range.upperBound, -.infinity, .infinity)
        case .money: "an amount in US dollars such as `5.00`"
        case .text(let form): form.expectation
        case .duration: "a duration such as `250ms`, `4s`, `1h30m` or `0`"
        case .seconds: "a duration in whole seconds such as `5s` or `2m`"
        case .signedDuration: "a duration with or without a sign, such as `-2h`, `+30s` or `0`"
        case .size: "a size such as `64B`, `10KB`, `10KiB` or `2GiB`"
        case .byteRate: "a rate of bytes such as `50KB/s`"
        case .rate: "a rate such as `60/1m`, `5/s` or `5/min`"
        case .timestamp: "a time such as `2026-01-01T00:00:00Z`"
        case .glob: "a text, in which `*` and `?` stand for others"
        case .regularExpression: "a regular expression"
        }
    }

    private static func bounds<Value: Comparable>(_ low: Value, _ high: Value, _ least: Value, _ most: Value) -> String
    {
        switch (low == least, high == most) {
        case (true, true): "of any size"
        case (false, true): "of at least \(plain(low))"
        case (true, false): "of at most \(plain(high))"
        case (false, false): low == high ? "that is \(plain(low))" : "from \(plain(low)) to \(plain(high))"
        }
    }

    /// `100`, not `100.0`
    private static func plain(_ number: some Comparable) -> String {
        let text = "\(number)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}

/// What a text may consist of.
enum TextForm: Sendable {
    case any
    /// Something that can be seen, on one line, at most 200 characters.
    case title
    /// `[a-z0-9-]`, at most 100 characters.
    case slug
    case httpMethod
    case headerName
    /// No control characters, at most 64 KiB [chosen].
    case headerValue
    /// A path below the scenario's own folder.
    case relativePath
    /// `input.images[0].url`
    case bodyPath
    /// `p50`, `p99.9`
    case percentile

    var expectation: String {
        switch self {
        case .any: "a text"
        case .title: "a text on one line, of 1 to 200 characters"
        case .slug: "a name of lower-case letters, digits and `-`, of at most 100 characters"
        case .httpMethod: "an HTTP method such as `POST`"
        case .headerName: "the name of an HTTP header"
        case .headerValue: "the value of an HTTP header: text without control characters, of at most 64 KiB"
        case .relativePath: "a path below the scenario's own folder, without `..` and not beginning with `/`"
        case .bodyPath: "a path into a JSON body such as `input.images[0].url`"
        case .percentile:
            "a percentile from `p0` to `p100`, since a share of all draws is at most 100 %: `p50`, `p99.9`"
        }
    }
}
