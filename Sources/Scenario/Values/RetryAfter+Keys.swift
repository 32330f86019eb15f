import Core

extension Form<RetryAfter> {
    /// When to come back: a word, so many whole seconds, or a table of what is told.
    static var retryAfter: Self {
        Form(.either([word.shape, .scalar(.seconds), .table(Keys.table)])) { reading in
            word.value(reading) ?? reading.duration.map { .seconds(Int($0 / .seconds(1))) } ?? reading[Keys.seconds].map
            { .seconds($0) }
                ?? reading[Keys.milliseconds].map { .milliseconds($0) }
                ?? reading[Keys.date].map { .httpDate($0) } ?? reading[Keys.raw].map { .raw($0) }
        }
    }

    private static var word: Self { .choice("word", ["absent": .absent, "auto": .automatic(nil)]) }
}

private enum Keys {
    static let table = Table(
        "`retry_after`", [seconds, milliseconds, date, raw], demands: [.exactlyOne([seconds, milliseconds, date, raw])])

    static let seconds = Field("seconds", .count, "whole seconds in `Retry-After`")
    static let milliseconds = Field("ms", .count, "milliseconds in `retry-after-ms` alone")
    static let date = Field(
        "http_date", .signedDuration, "a date that far from the answer; it may lie in the past")
    static let raw = Field("raw", .text(.headerValue), "any value, however wrong")
}
