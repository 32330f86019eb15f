import Catalog
import Documents
import Testing

/// A catalog that says something the validator does not understand is refused, with the place.
@Suite struct ReadingTests {
    private static let sound = """
        models:
        - id: a/b
          name: B
          modality: image
          family: f
          operation: generate
          description: d
          parameters:
          - {name: prompt, type: string, required: true}
          - {name: urls, type: array<url>, required: false, max_items: 4}
          - {name: people, type: array<object>, required: false, items: {type: object, fields: [{name: n, type: string, required: true}]}}
          rules:
          - {id: r, kind: requires, fields: [urls], requires_all: [prompt], effect: reject, message: m}
          output: {kind: image, fields: [{name: image_url, type: url}], file_types: [png]}
          pricing: {unit: image, tiers: [{usd: 0.5}]}
          typical_seconds: {min: 1, typical: 2, max: 3}
        """

    private func read(_ text: String) throws -> ParameterCatalog {
        try ParameterCatalog(reading: YAMLReader.read(Array(text.utf8)))
    }

    @Test func `a small catalog is read`() throws {
        let model = try #require(read(Self.sound)["a/b"])
        #expect(model.parameters.map(\.name) == ["prompt", "urls", "people"])
        #expect(try model.validate(["prompt": "x"]).price.total.text == "0.5")
    }

    @Test(arguments: [
        (
            "type: string, required: true", "type: text, required: true", "models[0].parameters[0].type",
            "unknown type text"
        ),
        (
            "required: true}\n", "required: maybe}\n", "models[0].parameters[0].required",
            "expected true, false or conditional"
        ),
        ("max_items: 4", "most: 4", "models[0].parameters[1].most", "unknown key"),
        ("max_items: 4", "max_items: four", "models[0].parameters[1].max_items", "expected an integer, found a string"),
        ("name: urls", "name: prompt", "models[0].parameters[1].name", "the parameter prompt comes twice"),
        (
            "{type: object, fields", "{type: object, allow_string: true, fields",
            "models[0].parameters[2].items.allow_string", "only false is understood"
        ),
        (
            "{type: object, fields", "{type: object, forbidden_fields: [x], fields", "models[0]",
            "no item_rule forbids people[].x"
        ),
        ("kind: requires", "kind: demands", "models[0].rules[0].kind", "unknown kind demands"),
        ("effect: reject", "effect: warn", "models[0].rules[0].effect", "unknown effect warn"),
        (
            "effect: reject", "effect: ignore", "models[0].rules[0].effect",
            "the effect ignore does not go with requires"
        ),
        (", message: m", "", "models[0].rules[0]", "a rule that rejects needs a message"),
        ("requires_all: [prompt]", "max: 3", "models[0].rules[0].max", "unknown key"),
        ("requires_all: [prompt], ", "", "models[0].rules[0]", "requires nothing"),
        ("fields: [urls]", "fields: []", "models[0].rules[0].fields", "names no field"),
        ("fields: [urls]", "when: {}, fields: [urls]", "models[0].rules[0].when", "says nothing"),
        ("kind: image, fields", "kind: picture, fields", "models[0].output.kind", "unknown kind picture"),
        ("unit: image", "unit: pixel", "models[0].pricing.unit", "unknown unit pixel"),
        ("unit: image", "unit: second", "models[0].pricing.quantity", "missing"),
        ("tiers: [{usd: 0.5}]", "tiers: []", "models[0].pricing.tiers", "no tier"),
        ("usd: 0.5", "eur: 0.5", "models[0].pricing.tiers[0].eur", "unknown key"),
        (
            "min: 1, typical: 2", "min: 3, typical: 2", "models[0].typical_seconds",
            "expected min ≤ typical ≤ max, in seconds"
        ),
        ("family: f", "maker: f", "models[0].maker", "unknown key"),
        ("name: B", "name: 5", "models[0].name", "expected a string, found a number"),
    ])
    func `what is not understood is refused with its place`(
        old: String, new: String, path: String, words: String
    ) throws {
        let text = Self.sound.replacing(old, with: new, maxReplacements: 1)
        #expect(text != Self.sound)
        let failure = try #require(throws: CatalogFailure.self) { try read(text) }
        #expect(failure.path == path)
        #expect(failure.message == words)
        #expect(failure.place.line > 0)
    }

    @Test(arguments: [
        ("kind: conditional_value, field: urls", "expected either allowed, or value with allowed_when"),
        ("kind: item_rule, array: people, check: smile", "unknown check smile"),
        ("kind: item_rule, array: people, check: item_type, value: face", "unknown type face"),
        ("kind: task_reference, field: prompt, must_be: running, output_kind: video", "only completed is understood"),
        ("kind: max_total, count: ['a.b.c'], max: 3", "the path a.b.c is not understood"),
        ("kind: max_total, count: ['urls[]']", "missing"),
        ("kind: sum_range, field: 'people[].n', min: 1", "min and max are needed"),
        ("kind: array_size, field: urls, min: 3, max: 2", "the bounds allow no length or all"),
        ("kind: mutually_exclusive, groups: [[urls]]", "expected two groups or more"),
        ("kind: field_scope, fields: [urls]", "missing"),
    ])
    func `a rule that lacks its parts is refused`(rule: String, words: String) throws {
        let text = Self.sound.replacing("kind: requires, fields: [urls], requires_all: [prompt]", with: rule)
        let failure = try #require(throws: CatalogFailure.self) { try read(text) }
        #expect(failure.message == words)
        #expect(failure.path.hasPrefix("models[0].rules[0]"))
    }

    @Test func `two models of one id are refused`() throws {
        let second = Self.sound.dropFirst("models:\n".count)
        let failure = try #require(throws: CatalogFailure.self) { try read(Self.sound + "\n" + second) }
        #expect(failure.message == "the model a/b comes twice")
    }

    @Test func `more fields than a set can hold are refused`() throws {
        let names = (0..<65).map { "f\($0)" }.joined(separator: ", ")
        let text = Self.sound.replacing("requires_all: [prompt]", with: "requires_all: [\(names)]")
        let failure = try #require(throws: CatalogFailure.self) { try read(text) }
        #expect(failure.message == "more than 64 fields in parameters and rules")
    }

    @Test func `a list that is shorter than its parameter wants is refused where no rule says so`() throws {
        let model = try #require(read(Self.sound.replacing("max_items: 4", with: "min_items: 2"))["a/b"])
        let failure = #expect(throws: Violation.self) { try model.validate(["prompt": "x", "urls": ["http://a"]]) }
        #expect(failure?.message == "urls must contain at least 2 items")
    }
}
