import Core

/// A sentence of a finding. Real durations in it differ from run to run, so it knows itself without them too.
struct Sentence: Sendable, ExpressibleByStringInterpolation {
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""
        fileprivate var stable = ""

        init(literalCapacity: Int, interpolationCount: Int) {}

        mutating func appendLiteral(_ literal: String) {
            text += literal
            stable += literal
        }

        mutating func appendInterpolation(_ value: some CustomStringConvertible) { appendLiteral(value.description) }

        /// In US dollars.
        mutating func appendInterpolation(_ money: Money) { appendLiteral("$" + money.textWithCents) }

        /// One that follows from the scenario alone.
        mutating func appendInterpolation(_ duration: Duration) { appendLiteral(duration.spoken) }

        /// One that was measured.
        mutating func appendInterpolation(real duration: Duration) {
            text += duration.spoken
            stable += "…"
        }

        mutating func appendInterpolation(_ sentence: Sentence) {
            text += sentence.text
            stable += sentence.stable
        }
    }

    let text: String
    let stable: String

    init(stringLiteral text: String) {
        self.text = text
        stable = text
    }

    init(stringInterpolation parts: StringInterpolation) {
        text = parts.text
        stable = parts.stable
    }
}

extension Duration {
    /// `40 ms`, `0.5 s`, `12 s`, `2 min 5 s`, `1 h 2 min`.
    public var spoken: String {
        let milliseconds = Int(self / .milliseconds(1))
        switch milliseconds {
        case ..<0: return "-" + (Duration.zero - self).spoken
        case ..<100: return "\(milliseconds) ms"
        case ..<10_000:
            let tenths = (milliseconds + 50) / 100
            return tenths % 10 == 0 ? "\(tenths / 10) s" : "\(tenths / 10).\(tenths % 10) s"
        case ..<60_000: return "\((milliseconds + 500) / 1_000) s"
        default: break
        }
        let seconds = (milliseconds + 500) / 1_000
        let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60)
        if hours > 0 { return minutes > 0 ? "\(hours) h \(minutes) min" : "\(hours) h" }
        return rest > 0 ? "\(minutes) min \(rest) s" : "\(minutes) min"
    }
}

/// `1 request`, `3 requests`.
func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(count) \(count == 1 ? one : many ?? one + "s")"
}

/// `#3, #4 and #9`; of many the first few.
func listed(_ numbers: [Int]) -> String {
    let most = 6
    let names = numbers.prefix(most).map { "#\($0)" }
    if numbers.count > most { return names.joined(separator: ", ") + " and \(numbers.count - most) more" }
    guard names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
}
