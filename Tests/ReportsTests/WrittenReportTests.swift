import Foundation
import Reports
import Testing

/// What reports look like, in Fixtures/reports: a reader of a change sees it there. `make generated` writes them.
@Suite struct WrittenReportTests {
    @Test(arguments: Samples.written)
    func `a report is what its fixture shows, in every form`(name: String) throws {
        let report = try #require(Samples.all[name])
        try compare(Array(report.text(colour: false, stable: false).utf8), with: "\(name).txt")
        try compare(Array(report.markdown(stable: false).utf8), with: "\(name).markdown")
        try compare(report.html(stable: false), with: "\(name).html")
        // Twelve times nearly the same would say no more.
        if name != "many-seeds" { try compare(report.json(stable: false), with: "\(name).json") }
        try compare(report.junit(stable: false), with: "\(name).junit.xml")
        try compare(report.ctrf(stable: false), with: "\(name).ctrf.json")
    }

    private func compare(_ bytes: [UInt8], with name: String) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/reports")
        let file = folder.appending(path: name)
        if ProcessInfo.processInfo.environment["WRITE_GENERATED"] != nil {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            return try Data(bytes).write(to: file)
        }
        let written = (try? Data(contentsOf: file)).map(Array.init) ?? []
        #expect(written == bytes, "Fixtures/reports/\(name) is out of date: run `make generated`")
    }
}
