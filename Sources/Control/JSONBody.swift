import Documents

/// A body that is a JSON object.
enum JSONBody {
    /// - Parameters:
    ///   - example: of a body, for whoever sends something else.
    ///   - isOptional: whether nothing at all is as good as `{}`.
    static func members(
        of bytes: [UInt8], example: String, isOptional: Bool = false
    ) throws(RequestProblem) -> Members {
        if isOptional, bytes.isEmpty { return [:] }
        let document: JSONReader.Document
        do {
            document = try JSONReader.read(bytes)
        } catch {
            throw RequestProblem(
                "The body is not JSON: \(error.message) (line \(error.place.line), column \(error.place.column)). \(example)"
            )
        }
        if let twice = document.firstDuplicate { throw RequestProblem("The key `\(twice.key)` comes twice.") }
        guard let members = document.root.object else {
            throw RequestProblem("The body must be a JSON object. \(example)")
        }
        return members
    }
}
