import Scenario
import Testing

/// A scenario is given back without its secrets.
@Suite struct ShownSourceTests {
    private func shown(_ text: String) throws -> String {
        String(decoding: try load(text).shownSource, as: UTF8.self)
    }

    @Test func `a text without secrets is given back byte for byte`() throws {
        let text = "understudy: 1   # a comment\nname: plain\n"
        #expect(try shown(text) == text)
    }

    @Test func `keys of accounts and secrets of webhooks are covered, and all else stays`() throws {
        let text = """
            understudy: 1   # a comment
            name: covered
            accounts:
              - { name: rich, keys: [ze_alpha, "ze_alpha-2"], balance: "5.00" }
            settings:
              unified-tasks: { webhook_scheme: timestamped_hex, webhook_secret: hush-hush }
            rules:
              - name: signed
                on: webhook
                then: { webhook: { scheme: timestamped_hex, secrets: [{ value: hush-again }, { env: HUSH }] } }

            """
        let loaded = try ScenarioLoader.load(
            Array(text.utf8), named: "test.yaml", format: .yaml, vocabulary: vocabulary,
            environment: { _ in .value("from-outside") })
        let expected =
            text
            .replacing("[ze_alpha, \"ze_alpha-2\"]", with: "[(covered), \"(covered)\"]")
            .replacing("hush-hush", with: "(covered)").replacing("hush-again", with: "(covered)")
        #expect(String(decoding: loaded.shownSource, as: UTF8.self) == expected)
    }

    @Test func `YAML that begins with a brace is covered too`() throws {
        let text = "{ understudy: 1, name: brace, accounts: [{ name: rich, keys: [ze_alpha] }] }\n"
        #expect(try shown(text) == text.replacing("ze_alpha", with: "(covered)"))
    }

    @Test func `a secret that is written with escapes is covered too`() throws {
        let text = try shown("understudy: 1\nname: escaped\naccounts:\n  - { name: rich, keys: [\"ze\\x5falpha\"] }\n")
        #expect(!text.contains("alpha"))
        #expect(text.contains("(covered)"))
        #expect(text.contains("escaped"))
    }

    @Test(arguments: ["ze_alpha", "\"ze_alpha\"", "'ze_alpha'"])
    func `what was covered is no secret when it comes back`(key: String) throws {
        let shown = try shown("understudy: 1\nname: back\naccounts:\n  - { name: rich, keys: [\(key)] }\n")
        let words = problems(shown)
        #expect(words?.contains("`(covered)` stands for a key that was not shown; write the key itself") == true)
        let secret = "settings: { unified-tasks: { webhook_scheme: timestamped_hex, webhook_secret: \"(covered)\" } }\n"
        #expect(
            problems("understudy: 1\nname: back\n" + secret)?
                .contains("`(covered)` stands for a secret that was not shown; write the secret itself") == true)
    }
}
