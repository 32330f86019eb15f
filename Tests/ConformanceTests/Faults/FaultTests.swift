import Basics
import Documents
import Foundation
import Testing

/// Each row of the failure catalogue happens exactly as `Fixtures/faults` says.
@Suite struct FaultTests {
    /// The rows of priority 1 and 2 of the catalogue, but those of webhooks and of event streams; of priority 3 those that are
    /// cheap.
    private static let rows: [(chapter: String, numbers: [Int])] = [
        ("R", Array(1...15)), ("G", Array(1...9) + [11, 12]), ("C", Array(1...12) + Array(14...16)),
        ("J", Array(1...8) + Array(10...12)), ("L", Array(1...16) + [19]), ("P", Array(1...8) + Array(10...13) + [15]),
        ("D", Array(1...18)), ("I", [1, 2, 5, 6]), ("S", [18]), ("N", [1, 2, 3, 5, 6, 7]),
    ]

    @Test func `every row that must be there is`() throws {
        let played = Set(try FaultFixture.all().map(\.row))
        let wanted = Self.rows.flatMap { chapter in chapter.numbers.map { "\(chapter.chapter)\($0)" } }
        #expect(wanted.filter { !played.contains($0) } == [])
    }

    @Test func `each row of connections, bodies and redirects has its line in the table of clients, and no other has`()
        throws
    {
        let wanted = Set(ClientTable.names(try FaultFixture.all()))
        #expect(wanted.symmetricDifference(try ClientTable().names).sorted() == [], "run `make client-table`")
    }

    @Test(arguments: try FaultFixture.all())
    func `the row happens on the wire as it is written down`(fixture: FaultFixture) throws {
        try FaultPlayer(fixture).play()
    }

    /// A second is short for what must come. But nothing has to come here: whoever is too slow finds a fault too many, never
    /// one too few.
    @Test(arguments: try HealedFixture.all())
    func `a row does not happen without each of its faults`(healed: HealedFixture) throws {
        let player = try FaultPlayer(healed.fixture, scenario: healed.scenario, patience: 1)
        let isSeen = Lock(false)
        try withKnownIssue(isIntermittent: true) {
            if try !player.failures().isEmpty { isSeen.withLock { $0 = true } }
        } matching: { _ in
            isSeen.withLock { $0 = true }
            return true
        }
        if healed.fixture.showsNothing {
            #expect(!isSeen.withLock { $0 }, "the row shows something all the same")
        } else {
            #expect(isSeen.withLock { $0 }, "all that the row says of the wire is true without \(healed.missing)")
        }
    }
}
