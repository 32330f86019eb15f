import Documents
import Testing

/// Texts that were damaged at random, but the same way in each run: a reader refuses them or reads them, and never traps.
struct MutationTests {
    /// SplitMix64.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let json = Array(
        #"{"model":"flux","input":{"prompt":"a b\u00e9\ud83d\ude39\n é€𝄞","seed":7,"f":-1.50e+3,"a":[true,false,null,[],{}]},"n":2,"n":2}"#
            .utf8)
    private static let yaml = Array(
        "%YAML 1.2\n---\na: &x 1\nb:\n  - c: 'd'\n    e: \"f\\u00e9\"\n  - {g: [h, -1.5e3, 0x1F], <<: *x}\n? |\n  text é𝄞\n: >-\n  x\n! y: ~\n...\n"
            .utf8)
    private static let pieces: [[UInt8]] =
        [
            "[", "]", "{", "}", "\"", "\\u", "\\uD800", ",", ":", ": ", "\n", "\n  ", "- ", "? ", "\0", "\t", "'",
            "1e9", "-", "0", "&a ", "*a", "|", ">", "#", "%", "!!", "---\n",
        ]
        .map { Array($0.utf8) } + [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF], [0xF0, 0x9F]]

    private static func damaged(_ text: [UInt8], _ generator: inout Generator) -> [UInt8] {
        var bytes = text
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            let start = Int.random(in: 0...bytes.count, using: &generator)
            let end = min(bytes.count, start + Int.random(in: 0...4, using: &generator))
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: bytes.removeSubrange(start..<end)
            case 1: bytes.replaceSubrange(start..<end, with: pieces.randomElement(using: &generator) ?? [])
            case 2: bytes.insert(contentsOf: bytes[start..<end], at: start)
            default: bytes.removeSubrange((Int.random(in: 0..<20, using: &generator) == 0 ? start : end)..<bytes.count)
            }
            if bytes.count < 8 { bytes = text }
        }
        return bytes
    }

    @Test func `damaged JSON is refused with a place in the text, or read and written back the same`() throws {
        var generator = Generator(state: 1)
        var (read, refused) = (0, 0)
        for _ in 0..<20_000 {
            let bytes = MutationTests.damaged(MutationTests.json, &generator)
            do throws(JSONReader.Failure) {
                let root = try JSONReader.read(bytes).root
                #expect(try JSONReader.read(root.json()).root == root)
                #expect(try JSONReader.read(root.canonicalJSON()).root.canonicalJSON() == root.canonicalJSON())
                read += 1
            } catch {
                #expect(0...bytes.count ~= error.offset && error.place.line >= 1 && error.place.column >= 1)
                refused += 1
            }
        }
        #expect(read > 500 && refused > 5000)
    }

    @Test func `damaged YAML is refused with places in the text, or read`() throws {
        var generator = Generator(state: 2)
        var (read, refused) = (0, 0)
        let start = Array("{a: [1, -0.5, 'x', \"y\\n\"], b: {c: ~, d: true}}\n- [".utf8)
        for round in 0..<20_000 {
            let bytes = MutationTests.damaged(
                round.isMultiple(of: 2) ? MutationTests.yaml : Array(start.dropLast(4)), &generator)
            do throws(YAMLReader.Problems) {
                let root = try YAMLReader.read(bytes)
                #expect(throws: Never.self) { try JSONReader.read(root.json()) }
                read += 1
            } catch {
                #expect(!error.all.isEmpty)
                #expect(error.all.allSatisfy { $0.place.line >= 1 && $0.place.column >= 1 && !$0.message.isEmpty })
                refused += 1
            }
        }
        #expect(read > 500 && refused > 5000)
    }
}
