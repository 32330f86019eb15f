import Documents
import Foundation
import Judging
import Reports
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

/// The forms that programs read.
@Suite struct MachineReportTests {
    @Test func `JSON has every request, also of a long run`() throws {
        let report = Samples.hostile(requests: 4_000)
        let root = try JSONReader.read(report.json(stable: false)).root
        #expect(root["format"] == 1)
        #expect(root["drills"]?.array?[0]["requests"]?.array?.count == 4_000)
        #expect(root["drills"]?.array?[0]["requests"]?.array?[1]["path"]?.string?.contains("<script>") == true)
        #expect(root["real"]?["drills"]?.array?[0]["requests"]?.array?.count == 4_000)
    }

    @Test func `JSON tells what became of a request`() throws {
        let root = try JSONReader.read(Samples.failing.json(stable: false)).root
        let drill = try #require(root["drills"]?.array?.first)
        let lost = try #require(drill["requests"]?.array?[2])
        #expect(lost["at_ms"] == 12_400)
        #expect(lost["outcome"] == "200, lost or cut off")
        #expect(lost["rules"] == [["rule": "the answer is lost", "aspect": "drop", "unseen": nil]])
        #expect(drill["requests"]?.array?[3]["repeats"] == 3)
        #expect(drill["findings"]?.array?[0]["entries"] == [3, 4])
        #expect(drill["command"] == ["exit": 0, "signal": nil, "still_running_after_ms": nil])
        #expect(root["status"] == "fail")
        #expect(root["healthy"]?["paid"] == Node(.number(Number(text: "1.2"))))
    }

    @Test(arguments: Samples.all.keys.sorted())
    func `JUnit is well-formed and counts its own cases`(name: String) throws {
        let report = try #require(Samples.all[name])
        let document = try XMLCounter.read(report.junit(stable: false))
        for suite in document.suites {
            #expect(suite["tests"] == suite["testcase"])
            #expect(suite["failures"] == suite["failure"])
            #expect(suite["errors"] == suite["error"])
            #expect(suite["skipped"] == suite["skip"])
        }
        #expect(document.suites.count == max(1, report.drills.count))
        #expect(Set(document.names).count == document.names.count, "CIs tell cases apart by class and name")
    }

    @Test func `a command that failed by itself is an error to a CI, in each form`() throws {
        var report = Samples.passing
        report.exitCode = 4
        report.exitReason = "The command ended with 1, and the scenario did not expect it."
        #expect(
            String(decoding: report.junit(stable: false), as: UTF8.self).contains(
                "<error message=\"The command ended with 1"))
        let ctrf = try JSONReader.read(report.ctrf(stable: false)).root
        #expect(ctrf["results"]?["summary"]?["failed"] == 1)
        #expect(report.text(colour: false, stable: false).hasPrefix("ERROR"))
        #expect(try JSONReader.read(Samples.noDrill.ctrf(stable: false)).root["results"]?["summary"]?["failed"] == 1)
    }

    @Test func `CTRF counts what it lists`() throws {
        for (name, report) in Samples.all {
            let results = try #require(try JSONReader.read(report.ctrf(stable: false)).root["results"])
            let tests = try #require(results["tests"]?.array)
            for status in ["passed", "failed", "skipped"] {
                let count = tests.count { $0["status"]?.string == status }
                #expect(results["summary"]?[status] == Node.number(count), "\(name): \(status)")
            }
            #expect(results["summary"]?["tests"] == Node.number(tests.count))
        }
    }
}

/// What a suite says of itself, and what is in it.
private final class XMLCounter: NSObject, XMLParserDelegate {
    var suites: [[String: Int]] = []
    var names: [String] = []

    static func read(_ bytes: [UInt8]) throws -> XMLCounter {
        let (parser, counter) = (XMLParser(data: Data(bytes)), XMLCounter())
        parser.delegate = counter
        if !parser.parse() { throw parser.parserError ?? CocoaError(.fileReadCorruptFile) }
        return counter
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        switch name {
        case "testsuite":
            suites.append(["testcase": 0, "failure": 0, "error": 0, "skip": 0])
            for key in ["tests", "failures", "errors", "skipped"] {
                suites[suites.count - 1][key] = attributes[key].flatMap { Int($0) }
            }
        case "testcase":
            suites[suites.count - 1][name, default: 0] += 1
            names.append("\(attributes["classname"] ?? "") \(attributes["name"] ?? "")")
        case "failure", "error": suites[suites.count - 1][name, default: 0] += 1
        case "skipped": suites[suites.count - 1]["skip", default: 0] += 1
        default: break
        }
    }
}
