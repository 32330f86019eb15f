import Testing
import UnderstudyTesting

@Suite struct FixtureTests {
    @Test(arguments: try Fixture.all(), Reach.allCases)
    func `the server gives every documented answer exactly`(fixture: Fixture, by reach: Reach) throws {
        try withUnderstudy(reach, scenario: fixture.scenario) { server throws in
            var player = FixturePlayer(fixture, server)
            try player.play()
        }
    }

    @Test func `every fixture names its source`() throws {
        let fixtures = try Fixture.all()
        #expect(fixtures.count > 80)
        for fixture in fixtures { #expect(fixture.root["source"]?.string?.isEmpty == false, "\(fixture.name)") }
    }
}
