import Documents
import Testing

/// A row whose scenario lacks one of its faults: a rule, or a setting. What the row says of the wire cannot come true then.
struct HealedFixture: CustomTestStringConvertible {
    let fixture: FaultFixture
    /// What is left out, for people.
    let missing: String
    let scenario: String

    var testDescription: String { "\(fixture.file) without \(missing)" }

    /// Every way to heal every row that is played. A row of what is always so has no fault to leave out.
    static func all() throws -> [HealedFixture] {
        try FaultFixture.all().filter { !$0.steps.isEmpty }.flatMap { try healed($0) }
    }

    private static func healed(_ fixture: FaultFixture) throws -> [HealedFixture] {
        let whole = try YAMLReader.read(Array(fixture.scenario.utf8))
        let rules = whole["rules"]?.array ?? []
        let withoutRule = rules.indices.map { index in
            var left = rules
            left.remove(at: index)
            let change: Node = ["rules": Node(.array(left))]
            return HealedFixture(fixture, "rule \(index + 1)", whole.merged(with: change))
        }
        let withoutSetting = (whole["settings"]?.object ?? [:]).flatMap { provider in
            (provider.value.object ?? [:]).map { setting in
                let left: Node = .mapping(provider.key, .mapping(setting.key, Node(.null)))
                return HealedFixture(fixture, setting.key, whole.merged(with: .mapping("settings", left)))
            }
        }
        return withoutRule + withoutSetting
    }

    private init(_ fixture: FaultFixture, _ missing: String, _ scenario: Node) {
        self.fixture = fixture
        self.missing = missing
        self.scenario = String(decoding: scenario.json(), as: UTF8.self)
    }
}

extension Node {
    fileprivate static func mapping(_ key: String, _ value: Node) -> Node {
        Node(.object(Members([Members.Member(key: key, value: value)])))
    }
}
