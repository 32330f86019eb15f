import Judging
import Reports
import Testing

@Suite struct HTMLReportTests {
    @Test(arguments: Samples.all.keys.sorted())
    func `a page has no script, and asks nobody for anything`(name: String) throws {
        let html = String(decoding: try #require(Samples.all[name]).html(stable: false), as: UTF8.self)
        #expect(
            html.contains(
                "content=\"default-src 'none'; style-src 'sha256-"))
        for word in ["<script", "src=", "href=", "url(", "@import", "<iframe", "<object", " style=\"", "javascript:"] {
            #expect(!html.contains(word), "\(word)")
        }
    }

    @Test func `a page begins with what happened, then why, then the picture, then the requests`() throws {
        let html = String(decoding: Samples.failing.html(stable: false), as: UTF8.self)
        let order = [
            "<h1>", "<p class=\"lead\">The command pytest -q tests/test_client.py was run while Understudy",
            "<h2>What failed</h2>",
            "<h2>What could not be decided</h2>", "<h2>What it cost</h2>", "<svg role=\"img\"", "<h2>The requests</h2>",
            "<h2>What passed</h2>", "<h2>What was not drilled</h2>", "<h2>To repeat it</h2>", "<h2>Real time</h2>",
        ]
        let places = order.map { html.range(of: $0)?.lowerBound }
        for (words, place) in zip(order, places) { #expect(place != nil, "\(words)") }
        #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
    }

    @Test func `each mark of the picture says in words what it is`() {
        let html = String(decoding: Samples.failing.html(stable: false), as: UTF8.self)
        #expect(html.contains("<title>#3 POST /v1/tasks → 200, lost or cut off; rule: the answer is lost</title>"))
        #expect(html.contains("<title>#5–#9 GET /v1/tasks/task_B04c → 200</title>"))
        #expect(html.contains("<title>task_9Xa1: completed, $1.20</title>"))
        #expect(html.contains("<title>webhook 3, attempt 1 (forged) → 401</title>"))
    }

    @Test func `a long run is cut, and what is left out is told`() {
        let report = Samples.hostile(requests: 10_000)
        let html = String(decoding: report.html(stable: false), as: UTF8.self)
        #expect(html.utf8.count < 2_000_000)
        // 9,999 proves something, so it is there.
        #expect(html.contains("9,499 more requests are not shown; the JSON report has all."))
        #expect(html.contains("9,880 later requests are not drawn."))
        #expect(html.contains("28 more jobs are not drawn."))
        #expect(html.contains("<td>#9999</td>"))
        #expect(report.markdown(stable: false).utf8.count < 200_000)
    }
}
