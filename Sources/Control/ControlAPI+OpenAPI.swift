import Assets
import Documents
import HTTPMessages

extension ControlAPI {
    /// `openapi`: which documents there are. `openapi/<name>.json`: the OpenAPI 3.1 document of a provider, or of this API.
    func openAPI(_ request: Request) -> Response {
        guard ["GET", "HEAD"].contains(request.method) else {
            return .methodNotAllowed(request.method, allowed: ["GET", "HEAD"])
        }
        let paths = BuiltIn.openAPINames.map { "/_understudy/openapi/\($0).json" }
        let name = request.path.dropFirst("/openapi".count)
        guard !name.isEmpty, name != "/" else {
            return .json(200, ["documents": Node(.array(paths.map { Node(.string($0)) }))])
        }
        guard name.hasSuffix(".json"), let document = BuiltIn.openAPI(String(name.dropFirst().dropLast(5))) else {
            return .problem(404, "There is no such document; there are \(paths.joined(separator: ", ")).")
        }
        return Response(
            status: 200, headers: ["Content-Type": "application/json", "Cache-Control": "no-store"],
            body: Self.addressed(document, base: request.base))
    }

    /// What the documents name for the server.
    private static let usualBase = Array("http://127.0.0.1:4010".utf8)

    /// The document with the address that it was asked for at: clients are made from it, and requests go there.
    private static func addressed(_ document: [UInt8], base: String) -> [UInt8] {
        guard let place = document.firstRange(of: usualBase) else { return document }
        return document[..<place.lowerBound] + Array(base.utf8) + document[place.upperBound...]
    }
}
