import Core
import DialectKit
import Documents
import Foundation
import HTTPMessages

/// The tree of a provider's catalog, as it ships.
public func catalogTree(of provider: Provider) throws -> Node {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../Fixtures/catalogs/\(provider.rawValue).yaml")
    return try YAMLReader.read(Array(Data(contentsOf: file)))
}

extension ParsedRequest {
    /// What is to be made.
    public var creation: Creation? {
        if case .create(let creation) = operation { creation } else { nil }
    }

    /// Stage, reason and field of the problem: `fields invalidInput n`.
    public var trouble: String? {
        guard case .rejected(let rejection) = operation else { return nil }
        let refusal = rejection.refusal
        return "\(rejection.stage) \(refusal.reason) \(refusal.param ?? "-")"
    }

    public var problem: Refusal? {
        if case .rejected(let rejection) = operation { rejection.refusal } else { nil }
    }
}

extension Response {
    /// The body, in which files are only named.
    public var text: String { String(decoding: body.note(atMost: 1 << 20), as: UTF8.self) }

    public func json() throws -> Node { try JSONReader.read(body.note(atMost: 1 << 20)).root }
}
