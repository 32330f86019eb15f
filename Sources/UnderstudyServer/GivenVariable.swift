import Core
import Scenario

/// A variable for a command, given with what stands for an address or a key of a provider: `IMAGE_API={getimg}`.
public struct GivenVariable: Sendable, Equatable {
    public struct Failure: Error, CustomStringConvertible {
        public var description: String
    }

    /// What stands in braces.
    private enum Part: Sendable, Equatable {
        case text(String)
        /// `{getimg}`: the base URL that clients are configured with.
        case base(Provider)
        /// `{getimg.url}`: the host alone.
        case host(Provider)
        /// `{getimg.key}`
        case key(Provider)
    }

    public let name: String
    private let parts: [Part]

    /// Reads `NAME=TEMPLATE`.
    public init(_ text: String) throws(Failure) {
        let sides = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard sides.count == 2, Self.isName(sides[0]) else {
            throw Failure(description: "--env takes NAME={PROVIDER}, such as IMAGE_API={getimg}, not `\(text)`.")
        }
        name = sides[0]
        parts = try Self.parts(sides[1], of: text)
        guard parts.contains(where: { if case .text = $0 { false } else { true } }) else {
            throw Failure(
                description: """
                    --env \(text) names no provider: {getimg} stands for a base URL, {getimg.url} for the host, {getimg.key} for a key. Any \
                    other variable is set before the command: `\(text) understudy …`.
                    """)
        }
    }

    public func value(in environment: CommandEnvironment) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .base(let provider): environment[provider]?.base ?? ""
            case .host(let provider): environment[provider]?.host ?? ""
            case .key(let provider): environment[provider]?.key ?? ""
            }
        }.joined()
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && !(text.utf8.first.map { (48...57).contains($0) } ?? true)
            && text.utf8.allSatisfy { byte in
                byte == UInt8(ascii: "_") || (48...57).contains(byte) || (65...90).contains(byte)
                    || (97...122).contains(byte)
            }
    }

    /// Braces around anything but a word are text, as in JSON.
    private static func parts(_ template: String, of given: String) throws(Failure) -> [Part] {
        var (parts, rest, plain): ([Part], Substring, String) = ([], template[...], "")
        while let open = rest.firstIndex(of: "{") {
            let inner = rest[open...].dropFirst().prefix { $0 != "}" && $0 != "{" }
            let isClosed = inner.endIndex < rest.endIndex && rest[inner.endIndex] == "}"
            guard isClosed, inner.first?.isLetter ?? false, inner.allSatisfy({ $0.isLetter || "-._".contains($0) })
            else {
                plain += rest[..<inner.endIndex]
                rest = rest[inner.endIndex...]
                continue
            }
            plain += rest[..<open]
            if !plain.isEmpty { parts.append(.text(plain)) }
            plain = ""
            parts.append(try part(inner, of: given))
            rest = rest[inner.endIndex...].dropFirst()
        }
        plain += rest
        return plain.isEmpty ? parts : parts + [.text(plain)]
    }

    private static func part(_ inner: Substring, of given: String) throws(Failure) -> Part {
        let words = inner.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let names = Provider.allCases.map(\.rawValue)
        guard let provider = Provider(rawValue: words[0]) else {
            let meant = Suggestion.nearest(to: words[0], in: names).map { "did you mean {\($0)}?" }
            throw Failure(
                description:
                    "--env \(given): there is no provider `\(words[0])`; \(meant ?? "there is \(Suggestion.list(names)).")"
            )
        }
        switch words.dropFirst() {
        case []: return .base(provider)
        case ["url"]: return .host(provider)
        case ["key"]: return .key(provider)
        default:
            throw Failure(
                description:
                    "--env \(given): of \(provider.rawValue) there is {\(provider.rawValue)}, {\(provider.rawValue).url} and {\(provider.rawValue).key}, not {\(inner)}."
            )
        }
    }
}

extension CommandEnvironment {
    fileprivate subscript(provider: Provider) -> Place? { places.first { $0.provider == provider } }
}
