import Judging

extension TextPage {
    /// A finding with its advice and what proves it.
    mutating func finding(_ finding: RunVerdict.Finding, of run: RunStory) {
        let (word, style) = Self.word(finding.outcome)
        let sentences = run.sentences(finding)
        let indent = Self.findingIndent
        let title = run.title(finding).shortened(to: ReportBounds.width - 16)
        let head = "\(styled(word, style)) \(styled(title, .strong))"
        let width = word.count + 1 + title.count
        if let first = sentences.first, width < ReportBounds.width / 2 {
            foldBehind(head, ofWidth: width, "   " + first, indent: indent)
        } else {
            line(head)
            if let first = sentences.first { fold(Self.margin, first, indent: indent) }
        }
        for sentence in sentences.dropFirst() { fold(Self.margin, sentence, indent: indent) }
        if let advice = finding.advice { fold(Self.margin, advice.shown, indent: indent) }
        proofs(run.proofs(finding))
    }

    /// One line each, in columns.
    private mutating func proofs(_ proofs: [Proof]) {
        let name = proofs.map(\.name.count).max() ?? 0
        let time = proofs.compactMap(\.at?.count).max() ?? 0
        for proof in proofs {
            var text = Self.margin + proof.name.padded(to: name) + "  "
            if time > 0 { text += (proof.at ?? "").padded(to: time, left: true) + "  " }
            let room = ReportBounds.width - text.count - proof.outcome.count - 3
            text += proof.what.shortened(to: max(room, 20))
            if !proof.outcome.isEmpty { text += (proof.what.isEmpty ? "" : " → ") + proof.outcome }
            if proof.rules.isEmpty {
                line(text)
                continue
            }
            let rules = "\(proof.rules.count == 1 ? "rule" : "rules"): \(proof.rules.joined(separator: ", "))"
            if text.count + 3 + rules.count <= ReportBounds.width {
                line(text + "   " + rules)
            } else {
                line(text)
                let indent = Self.findingIndent + name + 2 + (time > 0 ? time + 2 : 0)
                fold(String(repeating: " ", count: indent), rules, indent: indent)
            }
        }
    }

    static func word(_ outcome: RunVerdict.Outcome) -> (String, Style) {
        switch outcome {
        case .fail: ("FAIL", .bad)
        case .inconclusive: ("INCONCLUSIVE", .unsure)
        case .pass: ("PASS", .good)
        }
    }

    private static let findingIndent = 5
    private static let margin = String(repeating: " ", count: findingIndent)
}

extension String {
    func padded(to width: Int, left: Bool = false) -> String {
        let room = String(repeating: " ", count: max(0, width - count))
        return left ? room + self : self + room
    }
}
