import Judging

extension HTMLPage {
    mutating func findings(_ title: String, _ findings: [RunVerdict.Finding], of run: RunStory, style: String) {
        if findings.isEmpty { return }
        add("<h2>\(title.html)</h2>")
        for finding in findings {
            let word = TextPage.word(finding.outcome).0
            add("<article class=\"\(style)\">")
            add(
                "<h3><span class=\"word \(finding.outcome.rawValue)\">\(word)</span> <code>\(run.title(finding).html)</code></h3>"
            )
            for sentence in run.sentences(finding) { add("<p>\(sentence.htmlWithCode)</p>") }
            if let advice = finding.advice { add("<p class=\"advice\">\(advice.shown.htmlWithCode)</p>") }
            proofs(run.proofs(finding), of: run)
            add("</article>")
        }
    }

    private mutating func proofs(_ proofs: [Proof], of run: RunStory) {
        if proofs.isEmpty { return }
        let hasRules = proofs.contains { !$0.rules.isEmpty }
        let hasTimes = run.times.ofScenario
        table(
            ["What proves it"] + (hasTimes ? ["At"] : []) + ["Request, webhook or job", "What came of it"]
                + (hasRules ? ["Rule"] : []),
            proofs.map { proof in
                [cell(proof.name)] + (hasTimes ? [cell(proof.at ?? "", "right")] : []) + [
                    cell(proof.what, "code"), cell(proof.outcome),
                ]
                    + (hasRules ? [cell(Words.list(proof.rules))] : [])
            })
    }

    mutating func costs(of run: RunStory) {
        let isCompared = run.healthy != nil
        add("<h2>What it cost</h2>")
        table(
            ["", "In this drill"] + (isCompared ? ["On the healthy day", "Times as much"] : []),
            run.costs.map {
                [cell($0.name), cell($0.drill)] + (isCompared ? [cell($0.healthy ?? "–"), cell($0.factor ?? "–")] : [])
            })
        if isCompared { note("The healthy day: the same command, without the scenario's trouble.") }
        if !run.accounts.isEmpty { note("Paid by account: \(Words.few(run.accounts)).") }
    }

    mutating func picture(of run: RunStory) {
        if run.record.exchanges.isEmpty, run.record.jobs.isEmpty { return }
        let picture = RunPicture(run)
        add("<h2>The run in a picture</h2>\n<figure>\n<div class=\"scroll\" tabindex=\"0\">")
        add(picture.svg(of: run, id: "p\(run.number)"))
        add("</div>\n<figcaption>")
        add("<p class=\"key\">\(Self.key)</p>")
        var sentences = [
            "Time runs to the right. Long waits are drawn shorter than they are. A dotted line leads from a create to its job. "
                + "Underlined numbers are named by a check."
        ]
        if picture.marks.contains(where: { $0.count > 1 }) {
            sentences.append("“12×” is so many polls in a row that were answered alike.")
        }
        if picture.moreRequests > 0 {
            sentences.append(
                "\(Words.count(picture.moreRequests, "later request")) \(picture.moreRequests == 1 ? "is" : "are") not drawn."
            )
        }
        if picture.moreJobs > 0 {
            sentences.append(
                "\(Words.count(picture.moreJobs, "more job")) \(picture.moreJobs == 1 ? "is" : "are") not drawn.")
        }
        add("\(sentences.joined(separator: " ").html)\n</figcaption>\n</figure>")
    }

    private static let key: String = {
        func item(_ shape: String, _ words: String) -> String {
            "<span><svg width=\"26\" height=\"26\" aria-hidden=\"true\">\(shape)</svg> \(words)</span>"
        }
        let rule = "<rect class=\"rule\" x=\"2\" y=\"2\" width=\"22\" height=\"22\"/>"
        return [
            item(RunPicture.Shape.answered.element(13, 13), "answered"),
            item(RunPicture.Shape.refused.element(13, 13), "answered with an error"),
            item(RunPicture.Shape.lost.element(13, 13), "the answer did not arrive whole"),
            item(rule, "a rule of the scenario was at work"),
            item("<path class=\"hook\" d=\"M13 6l7 7l-7 7l-7 -7z\"/>", "webhook taken"),
            item("<path class=\"hook bad\" d=\"M13 6l7 7l-7 7l-7 -7z\"/>", "webhook not taken"),
            item("<rect class=\"job\" x=\"1\" y=\"5\" width=\"24\" height=\"16\" rx=\"3\"/>", "job"),
        ].joined(separator: "\n")
    }()

    mutating func requests(of run: RunStory) {
        add("<h2>The requests</h2>")
        let rows = run.rows(ReportBounds.requests)
        if rows.isEmpty { return note("None came.") }
        let hasTimes = run.times.ofScenario
        table(
            [""] + (hasTimes ? ["At"] : []) + ["Step", "Request", "Answer", "Rule", "Remark"],
            rows.map { row in
                [cell(row.name)] + (hasTimes ? [cell(row.at ?? "", "right")] : [])
                    + [
                        cell(row.step), cell(row.request, "code"), cell(row.outcome), cell(Words.list(row.rules)),
                        cell(row.remarks.joined(separator: "; ")),
                    ]
            }, attributes: rows.map { $0.isProof ? " class=\"proof\"" : "" })
        if let more = run.more(than: ReportBounds.requests) { note(more) }
    }
}
