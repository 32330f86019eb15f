import Catalog
import Documents
import Foundation

/// The catalog as it ships, beside the tree it was read from.
enum Fixture {
    static let root: Node = {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/catalogs/unified-tasks.yaml")
        return try! YAMLReader.read([UInt8](Data(contentsOf: file)))
    }()
    static let catalog = try! ParameterCatalog(reading: root)
    static let models = root["models"]!.array!
    static let modelIDs = models.map { $0["id"]!.string! }

    static func model(_ id: String) -> Node {
        models.first { $0["id"]!.string == id }!
    }
}

/// What an input is built from in a test: the last value set under a name counts.
typealias Input = [String: Node]

extension Input {
    var members: Members {
        Members(sorted { $0.key < $1.key }.map { Members.Member(key: $0.key, value: $0.value) })
    }
}

/// The violation of an input, or nil when it is fine.
func violation(
    of model: String, _ input: Input, options: ValidationOptions = ValidationOptions()
) -> Violation? {
    do {
        _ = try Fixture.catalog[model]!.validate(input.members, options: options)
        return nil
    } catch {
        return error
    }
}

func validated(
    _ model: String, _ input: Input, options: ValidationOptions = ValidationOptions()
) throws -> Validated {
    try Fixture.catalog[model]!.validate(input.members, options: options)
}
