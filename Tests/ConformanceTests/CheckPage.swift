import Foundation
import Judging
import TestSupport

/// The page on checks: what each is for, with a run that fails and one that passes, judged as it is written.
enum CheckPage {
    static func text() -> String {
        introduction + Check.allCases.map(section).joined() + "\n"
    }

    private static let introduction = """
        # Checks

        A scenario's `expect` lists what a right client does. Each line is a check. This page says what each one judges, and shows a
        client that fails it and one that passes. The page is made from the program's own texts (`make generated`), so it says
        what reports say. The options are in a table too (language.md §8). [drills.md](drills.md) tells how to run a drill.

        ```yaml
        understudy: 1
        name: lost-once
        rules:
          - name: the answer is lost
            on: create
            when: { times: 1 }
            then: { connection_reset: { after_bytes: 0 }, commit: true }
        expect:
          - no_duplicate_creates
          - poll_interval: { at_least: 2s }
          - every_rule_fired
        ```

        A check **passes**, **fails**, or is **inconclusive**: nothing came that it speaks about, the journal dropped entries that could matter,
        or no rule of the scenario showed. An inconclusive check is no pass.

        How pauses are measured: from the last byte of one answer to the next request, in real time, less 50 ms of tolerance. So a clock that jumps
        (`auto`) never makes an impatient client look patient. Under `manual` the larger of real and scenario time counts, since whoever
        moves the clock is part of the test. Everything is judged since the scenario was loaded. Every check takes `match`, which
        narrows it to some requests.

        Ask at any time: `GET /_understudy/sandboxes/default/verdict`. Listeners of `events` hear a `verdict` event for each check whose
        outcome changes.

        """

    private static func section(_ check: Check) -> String {
        let samples = CheckSample.all.filter { $0.check == check }
        return """

            ## `\(check.rawValue)`

            \(check.explanation)

            \(samples.filter { $0.outcome != .inconclusive }.map(trace).joined(separator: "\n\n"))

            Inconclusive: \(samples.filter { $0.outcome == .inconclusive }.flatMap(\.sentences).joined(separator: " "))

            """
    }

    private static func trace(_ sample: CheckSample) -> String {
        let finding = sample.finding
        let words = sample.outcome == .fail ? "FAIL" : "PASS"
        var lines = sample.record.exchanges.map { exchange in
            let who = exchange.job.map { "  job \($0)" } ?? ""
            let told = exchange.retryAfter.map { ", Retry-After: \($0.spoken)" } ?? ""
            return
                "#\(exchange.number)  \(exchange.at.spoken)  \(exchange.method) \(exchange.path) → \(exchange.outcome)\(told)\(who)"
        }
        lines += sample.record.deliveries.map { delivery in
            let answer = delivery.status.map { "\($0)" } ?? "no answer"
            let kind = delivery.isForged ? ", forged" : delivery.isDuplicate ? ", once more" : ""
            return "webhook \(delivery.number), attempt \(delivery.attempt)\(kind)  \(delivery.at.spoken) → \(answer)"
        }
        if let command = sample.record.command { lines.append("the command \(command.words)") }
        for (place, sentence) in (finding?.sentences ?? []).enumerated() {
            lines.append(place == 0 ? "\(words) \(finding?.written ?? "")   \(sentence)" : "     \(sentence)")
        }
        if let advice = finding?.advice { lines.append("     \(advice)") }
        return "```text\n\(lines.joined(separator: "\n"))\n```"
    }
}
