/// What the checks of one play have found wrong.
final class FaultVerdict {
    private(set) var failures: [String] = []

    func expect(_ holds: Bool, _ words: @autoclosure () -> String) {
        if !holds { failures.append(words()) }
    }
}
