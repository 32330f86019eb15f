import Documents
import Foundation
import Testing

/// Each row of the failure catalogue happens exactly as `Fixtures/faults` says.
@Suite struct FaultTests {
    @Test(arguments: try FaultFixture.all())
    func `the row happens on the wire as it is written down`(fixture: FaultFixture) throws {
        try FaultPlayer(fixture).play()
    }
}
