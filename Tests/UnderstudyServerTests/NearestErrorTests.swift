import Core
import DialectKit
import Testing
import UnderstudyServer

@Suite struct NearestErrorTests {
    /// OpenRouter hands pictures out in its answers and has no links.
    private static let nothingNear: [Provider: Set<SemanticError>] = [.openRouter: [.expiredLink, .invalidSignature]]

    @Test(arguments: Provider.allCases)
    func `each error is the provider's own or stands for one of its own`(provider: Provider) throws {
        let dialect = try Dialects()[provider]
        for error in SemanticError.allCases {
            let (isOwn, nearest) = (dialect.stage(of: error) != nil, dialect.nearest(to: error))
            if isOwn {
                #expect(nearest == nil, "\(error) is the provider's own")
                #expect(dialect.given(for: error) == error)
            } else if let nearest {
                #expect(dialect.stage(of: nearest) != nil, "\(error) stands for \(nearest), which is not there either")
                #expect(dialect.given(for: error) == nearest)
            } else {
                #expect(Self.nothingNear[provider]?.contains(error) == true, "nothing stands for \(error)")
            }
        }
    }
}
