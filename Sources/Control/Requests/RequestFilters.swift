import Core
import DialectKit
import Documents
import HTTPMessages
import Journal
import Matching
import Scenario
import Time

extension ListFilter<Journal.Line> {
    /// What narrows the journal, a line for each.
    ///
    /// - Parameter now: scenario time.
    static func requests(now: Timestamp) -> [ListFilter] {
        [
            .word("provider", Provider.allCases.map(\.rawValue)) { $0.provider },
            .word("step", Step.allCases.map(\.rawValue)) { $0.step },
            .text("account") { $0.account },
            .glob("model") { $0.model },
            .text("job") { $0.job },
            .status("status") { $0.status },
            .text("method") { $0.method },
            .word("end", ExchangeEnd.allCases.map(\.rawValue)) { $0.end?.rawValue },
            .flag("held") { $0.isHeld },
            .globs("rule") { $0.rules.map(\.rule) },
            .globs("aspect") { $0.rules.map(\.aspect) },
            .glob("path") { $0.whole.request.path },
            .text("phase") { $0.whole.phase },
            .text("fingerprint") { $0.whole.fingerprint },
            .number("attempt") { Int($0.whole.evidence.attempt) },
            .number("sdk_retry") { $0.whole.sdkRetry },
            .number("connection") { $0.whole.evidence.connection.number },
            .flag("committed") { $0.whole.evidence.making == .committed },
            .flag("replayed") { $0.whole.evidence.making == .replayed },
            .flag("arrived_whole") { $0.whole.arrivedWhole == true },
            .amount("price") { $0.whole.evidence.price },
            .amount("charged") { $0.whole.charged },
            .word("job_status", Job.State.allCases.map(\.rawValue)) { $0.whole.evidence.sight?.state },
            .glob("why") { $0.whole.evidence.why },
            header, query, text, since(now: now),
        ]
    }

    /// `header.x-a=1`: one of the header's values is that very text.
    private static var header: ListFilter {
        ListFilter("header.") { name, value in { $0.whole.request.headers.all(name).contains(value) } }
    }

    /// `query.page=2`: decoded.
    private static var query: ListFilter {
        ListFilter("query.") { name, value in
            { line in queryValues(line.whole.request.query).contains { $0.name == name && $0.value == value } }
        }
    }

    /// A part of the path, the query or the body, as the journal has them.
    private static var text: ListFilter {
        ListFilter("text") { _, part in
            let part = Matcher.contains(.text(part))
            return { line in
                let request = line.whole.request
                return part.accepts(.text(request.path)) || part.accepts(.text(request.query))
                    || part.accepts(.text(String(decoding: request.bytes, as: UTF8.self)))
            }
        }
    }

    /// In scenario time: from a date on, or not longer ago than a duration.
    private static func since(now: Timestamp) -> ListFilter {
        ListFilter("since") { _, value throws(RequestProblem) in
            guard
                let start = Timestamp(iso8601: value, requiresZone: true)
                    ?? DurationText.parse(value).map({ now + (.zero - $0) })
            else {
                throw RequestProblem(
                    """
                    `since` must be a date such as 2026-01-01T00:00:00Z or a duration before now such as 10m, both in scenario time, \
                    not `\(value)`.
                    """)
            }
            return { $0.time >= start }
        }
    }

    /// US dollars, however they are written.
    private static func amount(_ name: String, _ microdollars: @escaping @Sendable (Item) -> Int64?) -> ListFilter {
        ListFilter(name) { _, value throws(RequestProblem) in
            guard let wanted = Decimal(text: value) else {
                throw RequestProblem("`\(name)` must be a number of US dollars such as 0.32, not `\(value)`.")
            }
            return { microdollars($0).map { Decimal(coefficient: Int128($0), exponent: -6) == wanted } ?? false }
        }
    }

    /// A status, or a class of them: `4xx`. 0 finds what was sent none.
    private static func status(_ name: String, _ status: @escaping @Sendable (Item) -> Int) -> ListFilter {
        ListFilter(name) { _, value throws(RequestProblem) in
            if value.utf8.count == 3, value.hasSuffix("xx"), let group = value.first?.wholeNumberValue, 1...5 ~= group {
                return { status($0) / 100 == group }
            }
            guard let wanted = plainInteger(value) else {
                throw RequestProblem(
                    "`\(name)` must be a whole number such as 429, or a class of them such as 4xx, not `\(value)`.")
            }
            return { status($0) == wanted }
        }
    }
}
