import Core
import Documents

extension Scenario {
    /// What stands for a secret that is not shown.
    static let coveredSecret = "(covered)"

    /// The text it was read from, with `(covered)` for the keys of accounts and for the secrets of webhooks. As it was given but for those;
    /// where a secret is written with escapes, as JSON.
    public var shownSource: [UInt8] {
        // What cannot be read cannot be covered, and is not shown.
        guard let tree else { return Array("# This scenario cannot be shown.\n".utf8) }
        let secrets = Self.secrets(in: tree)
        guard !secrets.isEmpty else { return source }
        var text = String(decoding: source, as: UTF8.self)
        for secret in secrets {
            // The longest come first, so that none is left half covered by another that is a part of it.
            guard let covered = text.covering(secret) else { return tree.covering(secrets).json() }
            text = covered
        }
        return Array(text.utf8)
    }

    private static func secrets(in tree: Node) -> [String] {
        let accounts = tree[ScenarioKeys.accounts.name]?.array ?? []
        let keys = accounts.flatMap { $0[AccountKeys.keys.name]?.array ?? [] }.compactMap(\.string)
        let found = Set(keys + tree.secrets).subtracting(["", Self.coveredSecret])
        return found.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
    }

    /// It was read before, in one of the two forms; YAML may begin with a brace too. nil for a scenario without a text.
    private var tree: Node? {
        (try? ScenarioLoader.tree(source, named: name, format: .yaml))
            ?? (try? ScenarioLoader.tree(source, named: name, format: .json))
    }
}

extension Node {
    fileprivate subscript(key: String) -> Node? { object?[key] }

    /// What it is signed with, wherever a rule or a provider's settings say so.
    fileprivate var secrets: [String] {
        switch value {
        case .array(let items): items.flatMap(\.secrets)
        case .object(let members):
            members.flatMap { member -> [String] in
                switch member.key {
                case WebhookSettingName.secret:
                    (member.value.string ?? "").split(separator: " ").filter { !$0.hasPrefix("env:") }.map(String.init)
                case WebhookKeys.secrets.name:
                    (member.value.array ?? []).compactMap { $0[SecretKeys.value.name]?.string }
                default: member.value.secrets
                }
            }
        case .null, .bool, .number, .string: []
        }
    }

    fileprivate func covering(_ secrets: [String]) -> Node {
        switch value {
        case .string(let text):
            Node(.string(secrets.reduce(text) { $0.covering($1) ?? $0 }))
        case .array(let items): Node(.array(items.map { $0.covering(secrets) }))
        case .object(let members):
            Node(.object(Members(members.map { Members.Member(key: $0.key, value: $0.value.covering(secrets)) })))
        case .null, .bool, .number: self
        }
    }
}

extension String {
    /// The text with `(covered)` for each place where the secret stands by itself and is no part of a word; nil when there is none.
    fileprivate func covering(_ secret: String) -> String? {
        let (text, word) = (Array(utf8), Array(secret.utf8))
        guard text.count >= word.count else { return nil }
        var covered: [UInt8] = []
        var (place, isFound) = (0, false)
        while place < text.count {
            let end = place + word.count
            if end <= text.count, text[place..<end].elementsEqual(word), !text.isWord(before: place),
                !text.isWord(at: end)
            {
                covered += Array(Scenario.coveredSecret.utf8)
                (place, isFound) = (end, true)
            } else {
                covered.append(text[place])
                place += 1
            }
        }
        return isFound ? String(decoding: covered, as: UTF8.self) : nil
    }
}

extension [UInt8] {
    fileprivate func isWord(before place: Int) -> Bool { place > 0 && isWord(at: place - 1) }

    fileprivate func isWord(at place: Int) -> Bool {
        guard indices.contains(place) else { return false }
        switch self[place] {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            return true
        default: return false
        }
    }
}
