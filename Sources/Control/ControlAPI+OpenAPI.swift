import Assets
import Documents
import HTTPMessages

extension ControlAPI {
    private static let paths = BuiltIn.openAPINames.map { "/_understudy/openapi/\($0).json" }

    /// `openapi`: which documents there are.
    func documents() -> Response {
        .json(200, ["documents": Node(.array(Self.paths.map { Node(.string($0)) }))])
    }

    /// `openapi/<name>.json`: the OpenAPI 3.1 document of a provider, or of this API.
    func document(_ name: String, base: String) -> Response {
        guard name.hasSuffix(".json"), let document = BuiltIn.openAPI(String(name.dropLast(5))) else {
            return .problem(404, "There is no such document; there are \(Self.paths.joined(separator: ", ")).")
        }
        return Response(
            status: 200, headers: ["Content-Type": "application/json", "Cache-Control": "no-store"],
            body: Self.addressed(document, base: base))
    }

    /// What the documents name for the server.
    private static let usualBase = Array("http://127.0.0.1:4010".utf8)

    /// The document with the address that it was asked for at: clients are made from it, and requests go there.
    private static func addressed(_ document: [UInt8], base: String) -> [UInt8] {
        guard let place = document.firstRange(of: usualBase) else { return document }
        return document[..<place.lowerBound] + Array(base.utf8) + document[place.upperBound...]
    }
}
