/// Calls that wait in line, a line for each host: the hosts take turns, and those of one host go in their order.
struct HostLines<Call> {
    private struct Line {
        var calls: [Call] = []
        /// Calls before it are under way or over.
        var first = 0
        var running = 0

        var isEmpty: Bool { first == calls.count }

        /// Now and then, so that each call is moved once on the average.
        mutating func forgetTaken() {
            guard first >= 64, first * 2 >= calls.count else { return }
            calls.removeFirst(first)
            first = 0
        }
    }

    private var lines: [String: Line] = [:]
    /// The hosts that calls wait for, in the order of their turns.
    private var turns: [String] = []

    mutating func append(_ call: Call, to host: String) {
        if lines[host, default: Line()].isEmpty { turns.append(host) }
        lines[host, default: Line()].calls.append(call)
    }

    /// Takes the next call whose host has fewer than that many under way.
    mutating func next(atMost limit: Int) -> Call? {
        guard let place = turns.firstIndex(where: { lines[$0].map { $0.running < limit } ?? false }) else { return nil }
        let host = turns.remove(at: place)
        guard var line = lines[host] else { return nil }
        // So that the line is not copied while it is changed.
        lines[host] = nil
        let call = line.calls[line.first]
        line.first += 1
        line.running += 1
        if line.isEmpty {
            line.calls = []
            line.first = 0
        } else {
            turns.append(host)
            line.forgetTaken()
        }
        lines[host] = line
        return call
    }

    func hasNext(atMost limit: Int) -> Bool {
        turns.contains { lines[$0].map { $0.running < limit } ?? false }
    }

    /// A call that was taken is over.
    mutating func ended(at host: String) {
        lines[host]?.running -= 1
        if let line = lines[host], line.running == 0, line.isEmpty { lines[host] = nil }
    }

    /// Gives all that wait.
    mutating func removeAll() -> [Call] {
        let waiting = turns.flatMap { host in lines[host].map { Array($0.calls[$0.first...]) } ?? [] }
        turns = []
        for host in lines.keys {
            lines[host]?.calls = []
            lines[host]?.first = 0
        }
        return waiting
    }
}
