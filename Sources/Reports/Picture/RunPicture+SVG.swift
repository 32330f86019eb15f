import Core
import Judging

extension RunPicture {
    /// As SVG for a page, which has the colours; whoever does not see it is told by `<title>` and `<desc>`, and by each mark's title.
    func svg(of run: RunStory, id: String) -> String {
        var drawing = Drawing(self, run)
        drawing.lanes()
        drawing.axis()
        drawing.origins()
        drawing.bars()
        drawing.marks()
        drawing.hooks()
        let (width, height) = (Int(drawing.width), Int(drawing.height))
        return """
            <svg role="img" aria-labelledby="\(id)-t \(id)-d" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)">
            <title id="\(id)-t">The run on the scenario's time line</title>
            <desc id="\(id)-d">\(description(of: run).html)</desc>
            \(drawing.elements.joined(separator: "\n"))
            </svg>
            """
    }

    /// The picture in a few sentences.
    private func description(of run: RunStory) -> String {
        let marks = marks.filter { $0.isProof || $0.hasRule }
        let told = marks.prefix(ReportBounds.names * 2).map { mark in
            let rules = run.rules(mark.exchange)
            return "\(mark.name) \(run.request(mark.exchange)): \(mark.exchange.outcome)"
                + (rules.isEmpty ? "" : ", by the rule \(Words.list(rules))") + "."
        }
        let kinds =
            "From left to right in the order of time: \(Words.count(self.marks.reduce(0) { $0 + $1.count }, "request")), "
            + "\(Words.count(bars.count, "job")), \(Words.count(hooks.count, "webhook attempt"))."
        return ([kinds] + told).joined(separator: " ")
    }
}

/// Lanes from above: one a step, one for webhooks, one a job, the axis.
private struct Drawing {
    private(set) var elements: [String] = []
    private let picture: RunPicture
    private let run: RunStory
    private let steps: [Step?]
    private let unit: Double

    private let left = 128.0
    private let right = 60.0
    private let laneHeight = 46.0
    private let barHeight = 30.0

    init(_ picture: RunPicture, _ run: RunStory) {
        self.picture = picture
        self.run = run
        let used = Set(picture.marks.map { $0.exchange.step })
        steps = Step.allCases.filter(used.contains) + (used.contains(nil) ? [nil] : [])
        // As wide as a page where that leaves room for the marks, else as wide as they need.
        unit = max(20, min(90, 780 / max(picture.width, 1)))
    }

    var width: Double { max(560, left + picture.width * unit + right) }
    var height: Double { axisTop + 30 }

    private var hookTop: Double { Double(steps.count) * laneHeight }
    private var barTop: Double { hookTop + (picture.hooks.isEmpty ? 0 : laneHeight) }
    private var axisTop: Double { barTop + Double(picture.bars.count) * barHeight + 8 }

    private func x(_ slot: Double) -> Double { left + 14 + slot * unit }
    private func y(_ step: Step?) -> Double { (Double(steps.firstIndex(of: step) ?? 0) + 0.6) * laneHeight }
    private func barY(_ place: Int) -> Double { barTop + (Double(place) + 0.5) * barHeight }

    // MARK: - Lanes and axis

    mutating func lanes() {
        for step in steps { lane(step?.lane ?? "other requests", at: y(step)) }
        if !picture.hooks.isEmpty { lane("webhooks", at: hookY) }
        for (place, bar) in picture.bars.enumerated() {
            text(bar.job.id.shown.shortened(to: 18), 4, barY(place) + 4, "lane")
        }
    }

    private var hookY: Double { hookTop + laneHeight * 0.6 }

    private mutating func lane(_ name: String, at y: Double) {
        elements.append(
            "<line class=\"rail\" x1=\"\(left.svg)\" y1=\"\(y.svg)\" x2=\"\((width - 8).svg)\" y2=\"\(y.svg)\"/>")
        text(name, 4, y + 4, "lane")
    }

    mutating func axis() {
        elements.append(
            "<line class=\"axis\" x1=\"\(left.svg)\" y1=\"\(axisTop.svg)\" x2=\"\((width - 8).svg)\" y2=\"\(axisTop.svg)\"/>"
        )
        guard run.times.ofScenario else { return text("in the order of time →", left, axisTop + 18, "tick") }
        text("time", 4, axisTop + 18, "lane")
        var free = 0.0
        for tick in picture.ticks {
            let label = tick.time.shown
            let place = x(tick.slot)
            if place < free { continue }
            elements.append(
                "<line class=\"grid\" x1=\"\(place.svg)\" y1=\"6\" x2=\"\(place.svg)\" y2=\"\((axisTop + 4).svg)\"/>")
            text(label, place, axisTop + 18, "tick mid")
            free = place + Double(label.count) * 7 + 22
        }
    }

    // MARK: - What happened

    /// A line from each create to its job, below everything else.
    mutating func origins() {
        for (place, bar) in picture.bars.enumerated() {
            let mark = picture.marks.first { $0.exchange.making == .committed && $0.exchange.job == bar.job.id }
            guard let mark else { continue }
            let (place, from, to) = (x(mark.slot).svg, y(mark.exchange.step).svg, barY(place).svg)
            elements.append("<path class=\"made\" d=\"M\(place) \(from)V\(to)\"/>")
        }
    }

    mutating func bars() {
        for (place, bar) in picture.bars.enumerated() {
            let (start, middle) = (x(bar.start), barY(place))
            let end = bar.end.map(x) ?? width - 8
            let kind = RunStory.JobEnd(bar.job)
            let words = "\(kind.words), \(bar.job.price.dollars)"
            let style =
                switch kind {
                case .completed: "job"
                case .failed: "job bad"
                case .stuck, .unfinished: "job open"
                }
            elements.append(
                "<rect class=\"\(style)\" x=\"\(start.svg)\" y=\"\((middle - 9).svg)\" width=\"\(max(6, end - start).svg)\" height=\"18\" rx=\"3\">"
                    + "<title>\("\(bar.job.id.shown): \(words)".html)</title></rect>")
            // Within the bar where there is room, else behind or before it.
            let length = Double(words.count) * 6.6
            if end - start > length + 12 {
                text(words, start + 6, middle + 4, "in")
            } else if end + length + 6 < width {
                text(words, end + 6, middle + 4, "in")
            } else {
                text(words, start - length - 4, middle + 4, "in")
            }
        }
    }

    mutating func marks() {
        var free: [Step?: Double] = [:]
        for mark in picture.marks {
            let (x, y, step) = (x(mark.slot), y(mark.exchange.step), mark.exchange.step)
            let rules = run.rules(mark.exchange)
            let title =
                "\(mark.name) \(run.request(mark.exchange)) → \(mark.exchange.outcome)"
                + (rules.isEmpty ? "" : "; rule: \(Words.list(rules))")
            elements.append("<g><title>\(title.html)</title>")
            if mark.hasRule {
                elements.append(
                    "<rect class=\"rule\" x=\"\((x - 11).svg)\" y=\"\((y - 11).svg)\" width=\"22\" height=\"22\"/>")
            }
            elements.append(mark.shape.element(x, y))
            let label = mark.count > 1 ? "\(mark.count)×" : mark.name
            if x - Double(label.count) * 3.6 >= free[step] ?? 0 {
                text(label, x, y - 15, mark.isProof ? "number proof" : "number")
                free[step] = x + Double(label.count) * 3.6 + 4
            }
            elements.append("</g>")
        }
    }

    mutating func hooks() {
        for hook in picture.hooks {
            let (x, y, delivery) = (x(hook.slot), hookY, hook.delivery)
            let title = "webhook \(delivery.number), attempt \(delivery.attempt)\(delivery.kind) → \(delivery.outcome)"
            let isTaken = (200..<300).contains(delivery.status ?? 0)
            elements.append(
                "<g><title>\(title.html)</title><path class=\"\(isTaken ? "hook" : "hook bad")\" d=\"M\(x.svg) \((y - 7).svg)"
                    + "l7 7l-7 7l-7 -7z\"/>")
            let flags = (delivery.isForged ? "forged" : "") + (delivery.isDuplicate ? "again" : "")
            text(flags.isEmpty ? delivery.outcome.shortened(to: 10) : flags, x, y - 12, "number")
            elements.append("</g>")
        }
    }

    private mutating func text(_ text: String, _ x: Double, _ y: Double, _ style: String) {
        elements.append("<text class=\"\(style)\" x=\"\(x.svg)\" y=\"\(y.svg)\">\(text.html)</text>")
    }
}

extension Step {
    /// What its lane is called.
    fileprivate var lane: String {
        switch self {
        case .catalog, .account: rawValue
        case .connect, .create, .dryRun, .poll, .stream, .download, .upload, .cancel, .webhook: words.many
        }
    }
}

extension RunPicture.Shape {
    /// A disc, a triangle or a cross: told apart without colours.
    func element(_ x: Double, _ y: Double) -> String {
        switch self {
        case .answered: "<circle class=\"good\" cx=\"\(x.svg)\" cy=\"\(y.svg)\" r=\"6\"/>"
        case .refused: "<path class=\"refused\" d=\"M\(x.svg) \((y - 7).svg)l7.5 13h-15z\"/>"
        case .lost: "<path class=\"lost\" d=\"M\((x - 6).svg) \((y - 6).svg)l12 12m0 -12l-12 12\"/>"
        }
    }
}

extension Double {
    /// To a tenth, without a tail.
    fileprivate var svg: String {
        let tenths = Int((self * 10).rounded())
        let rest = abs(tenths % 10)
        let sign = tenths < 0 && tenths > -10 ? "-" : ""
        return rest == 0 ? "\(tenths / 10)" : "\(sign)\(tenths / 10).\(rest)"
    }
}
