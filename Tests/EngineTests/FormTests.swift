import Core
import DialectKit
import Documents
import Engine
import HTTPMessages
import Testing

/// Forms with files, whose boundaries differ each time they are sent.
@Suite struct FormTests {
    private func body(_ boundary: String, file: String) -> String {
        "--\(boundary)\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\n\(file)\r\n--\(boundary)--\r\n"
    }

    /// The id of the job that a form creates; ids follow from the request and how often it came.
    private func job(_ bench: Bench, boundary: String, file: String, read: Bool) throws -> String {
        let request = Request(
            method: "POST", path: "/forms", headers: ["Content-Type": "multipart/form-data; boundary=\(boundary)"],
            body: Array(body(boundary, file: file).utf8))
        let creation = Creation(
            model: "made-up", modality: .image, prompt: "", assets: [], price: .zero, unitPrice: Decimal(0),
            quantity: Decimal(1), typical: .image, answer: .atOnce, charge: .completion)
        let parsed = ParsedRequest(
            step: .create, credential: .key("any-1"), operation: .create(creation),
            form: read ? try Multipart(request) : nil)
        return try #require(bench.send(request, parsed).job?.job.id)
    }

    @Test(arguments: [true, false])
    func `the same form is the same request, whatever its boundary`(read: Bool) throws {
        let first = try job(Bench(), boundary: "one", file: "bytes", read: read)
        #expect(try job(Bench(), boundary: "two", file: "bytes", read: read) == first)
        #expect(try job(Bench(), boundary: "one", file: "other bytes", read: read) != first)
    }

    @Test func `sending the same form again is its second attempt`() throws {
        let bench = try Bench()
        let first = try job(bench, boundary: "one", file: "bytes", read: true)
        let second = try job(bench, boundary: "two", file: "bytes", read: true)
        #expect(first != second)
    }
}
