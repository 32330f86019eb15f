import Catalog
import Documents
import Testing

@Suite struct ParameterTests {
    /// Each parameter of a model with the smallest input in which it counts.
    private static func cases(of id: String) -> [(parameter: Node, base: Input)] {
        let model = Fixture.model(id)
        return model["parameters"]!.array!.map { parameter in
            let base = Samples.minimal(model)
            return (parameter, parameter["name"] == "diarization_threshold" ? base.setting("diarize", true) : base)
        }
    }

    /// A field that a rule bounds in its own words, so that the parameter's own words are never heard.
    private static func isBoundByRule(_ name: String, of id: String) -> Bool {
        Fixture.model(id)["rules"]!.array!.contains {
            ["max_items", "array_size"].contains($0["kind"]!.string!) && $0["field"]!.string == name
        }
    }

    @Test(arguments: Fixture.modelIDs)
    func `a required parameter that is left out, null or empty is missing`(id: String) {
        for (parameter, base) in Self.cases(of: id) where parameter["required"]!.bool == true {
            let name = parameter["name"]!.string!
            let inputs = [base.without([name]), base.setting(name, nil)]
            let empties = Self.empty(for: parameter["type"]!.string!).map { base.setting(name, $0) }
            for input in inputs + (Self.isBoundByRule(name, of: id) ? [] : empties) {
                let found = violation(of: id, input)
                #expect(found?.message == "Missing required parameter: \(name)")
                #expect(found?.kind == .missing)
                #expect(found?.parameter == name)
            }
        }
    }

    /// The empty values that a type has.
    private static func empty(for type: String) -> [Node] {
        let kinds = type.split(separator: "|")
        let text: [Node] = kinds.contains("string") || kinds.contains("url") ? [""] : []
        return kinds.contains { $0.hasPrefix("array<") } ? text + [[]] : text
    }

    /// Those that it has not.
    private static func foreignEmpty(for type: String) -> [Node] {
        let own = empty(for: type)
        return ["", []].filter { !own.contains($0) }
    }

    @Test(arguments: Fixture.modelIDs)
    func `an empty value of its own type says nothing, and one of another is of a wrong type`(id: String) throws {
        for (parameter, base) in Self.cases(of: id) {
            let name = parameter["name"]!.string!
            let type = parameter["type"]!.string!
            for wrong in Self.foreignEmpty(for: type) {
                let found = violation(of: id, base.setting(name, wrong))
                #expect(found?.message == "Invalid type for \(name): expected \(type)", "\(id)")
                #expect(found?.kind == .type)
            }
            guard parameter["required"]!.bool != true, base[name] == nil, !Self.isBoundByRule(name, of: id) else {
                continue
            }
            for absent in Self.empty(for: type) {
                #expect(try validated(id, base.setting(name, absent))[name] == parameter["default"], "\(id) \(name)")
            }
        }
    }

    @Test(arguments: Fixture.modelIDs)
    func `where empty values are taken leniently each says nothing, whatever the type`(id: String) {
        let lenient = ValidationOptions(emptyValues: .lenient)
        for (parameter, base) in Self.cases(of: id) where base[parameter["name"]!.string!] == nil {
            let name = parameter["name"]!.string!
            guard !Self.isBoundByRule(name, of: id) else { continue }
            for empty: Node in ["", []] {
                #expect(violation(of: id, base.setting(name, empty), options: lenient) == nil, "\(id) \(name)")
            }
        }
    }

    @Test func `empty values of a wrong type are told inside objects too`() {
        let model = "kuaishou/kling-3.0-video"
        let base: Input = ["start_frame_url": Samples.url(1)]
        func message(_ first: Node, _ options: ValidationOptions = ValidationOptions()) -> String? {
            violation(
                of: model, base.setting("multi_shots", [first, ["prompt": "b", "duration": 3]]), options: options)?
                .message
        }
        #expect(
            message(["prompt": "a", "duration": ""]) == "Invalid type for multi_shots[0].duration: expected integer")
        #expect(message(["prompt": [], "duration": 3]) == "Invalid type for multi_shots[0].prompt: expected string")
        #expect(message(["prompt": "", "duration": 3]) == "Missing required parameter: multi_shots[0].prompt")
        #expect(
            message(["prompt": "a", "duration": ""], ValidationOptions(emptyValues: .lenient))
                == "Missing required parameter: multi_shots[0].duration")
    }

    @Test(arguments: Fixture.modelIDs)
    func `a value of the wrong type is told with the type that is expected`(id: String) {
        for (parameter, base) in Self.cases(of: id) {
            let name = parameter["name"]!.string!
            let type = parameter["type"]!.string!
            for wrong in Self.wrong(for: type) {
                let found = violation(of: id, base.setting(name, wrong))
                #expect(found?.message == "Invalid type for \(name): expected \(type)", "\(id)")
                #expect(found?.kind == .type)
            }
        }
    }

    private static func wrong(for type: String) -> [Node] {
        switch type {
        case "string": [5, true, ["a"], ["a": 1]]
        case "url": [5, "not a url", "ftp://files.example/1", "http://", "/files/1"]
        case "integer": ["5", true, Node(.number(Number(text: "1.5")))]
        case "number": ["5", true]
        case "boolean": ["true", 1]
        case "object": ["a", ["a"], 5]
        case "number|string": [true, ["a"]]
        case "string|array<string>": [5, true]
        default: ["text", 5, ["a": 1]]
        }
    }

    @Test(arguments: Fixture.modelIDs)
    func `a list with an item of the wrong type names the item`(id: String) {
        for (parameter, base) in Self.cases(of: id) {
            let name = parameter["name"]!.string!
            let saysRule = Fixture.model(id)["rules"]!.array!.contains {
                $0["array"]?.string == name && $0["check"] == "item_type"
            }
            guard let expected = Self.itemType(of: parameter), !saysRule else { continue }
            let good = Samples.item(of: parameter)
            let found = violation(of: id, base.setting(name, [good, 5]))
            #expect(found?.message == "Invalid type for \(name)[1]: expected \(expected)", "\(id)")
        }
    }

    private static func itemType(of parameter: Node) -> String? {
        let type = parameter["type"]!.string!
        return type.hasPrefix("array<") ? String(type.dropFirst(6).dropLast()) : nil
    }

    @Test(arguments: Fixture.modelIDs)
    func `a value outside the enumeration is answered with the values offered`(id: String) {
        for (parameter, base) in Self.cases(of: id) {
            guard let offered = parameter["enum"]?.array else { continue }
            let name = parameter["name"]!.string!
            let other: Node = offered[0].string == nil ? 999 : "no such value"
            let list = offered.map { $0.string ?? $0.number!.text }.joined(separator: ", ")
            let found = violation(of: id, base.setting(name, other))
            #expect(found?.message == "Invalid value for \(name): must be one of \(list)", "\(id)")
            #expect(found?.kind == .value)
        }
    }

    @Test(arguments: Fixture.modelIDs)
    func `a number just outside its range is answered with the range`(id: String) {
        for (parameter, base) in Self.cases(of: id) {
            let (least, most) = (parameter["min"]?.number?.decimal, parameter["max"]?.number?.decimal)
            let name = parameter["name"]!.string!
            let step = Decimal(1)
            let words =
                switch (least, most) {
                case (let least?, let most?): "between \(least.text) and \(most.text)"
                case (let least?, nil): "at least \(least.text)"
                default: ""
                }
            for outside in [least.map { $0 - step }, most.map { $0 + step }].compactMap({ $0 }) {
                let found = violation(of: id, base.setting(name, Node(.number(Number(text: outside.text)))))
                #expect(found?.message == "Invalid value for \(name): must be \(words)", "\(id)")
                #expect(found?.kind == .range)
            }
        }
    }

    @Test(arguments: Fixture.modelIDs)
    func `a text one character too long is refused, and one of the very length is not`(id: String) {
        for (parameter, base) in Self.cases(of: id) {
            guard let most = parameter["max_length"]?.number?.int else { continue }
            let name = parameter["name"]!.string!
            let text = String(repeating: "é", count: most)
            #expect(violation(of: id, base.setting(name, Node(.string(text)))) == nil, "\(id) \(name)")
            let found = violation(of: id, base.setting(name, Node(.string(text + "x"))))
            #expect(found?.message == "\(name) must not exceed \(most) characters")
            #expect(found?.kind == .length)
        }
    }

    @Test(arguments: Fixture.modelIDs)
    func `a list with one item too many is refused`(id: String) {
        for (parameter, base) in Self.cases(of: id) {
            let name = parameter["name"]!.string!
            guard let most = parameter["max_items"]?.number?.int, !Self.isBoundByRule(name, of: id) else { continue }
            let found = violation(of: id, base.setting(name, Samples.list(of: parameter, count: most + 1)))
            #expect(found?.message == "\(name) must not contain more than \(most) items", "\(id)")
            #expect(found?.kind == .items)
        }
    }

    @Test(arguments: Fixture.modelIDs)
    func `a default is in force when the parameter is left out`(id: String) throws {
        let dropped = ["diarization_threshold"]
        for (parameter, base) in Self.cases(of: id) where !dropped.contains(parameter["name"]!.string!) {
            guard let standard = parameter["default"] else { continue }
            let name = parameter["name"]!.string!
            #expect(try validated(id, base.without([name]))[name] == standard, "\(id) \(name)")
        }
    }

    @Test func `fields inside objects are checked with their place in the list`() {
        let model = "kuaishou/kling-3.0-video"
        let base: Input = ["start_frame_url": Samples.url(1)]
        func message(_ shots: Node) -> String? { violation(of: model, base.setting("multi_shots", shots))?.message }
        let good: Node = ["prompt": "a", "duration": 3]
        #expect(message([good, good]) == nil)
        #expect(message([good, ["duration": 3]]) == "Missing required parameter: multi_shots[1].prompt")
        #expect(
            message([["prompt": "a", "duration": "3"], good])
                == "Invalid type for multi_shots[0].duration: expected integer")
        #expect(
            message([["prompt": "a", "duration": 0], good])
                == "Invalid value for multi_shots[0].duration: must be at least 1")
    }

    @Test func `a missing field is reported before a wrong type, and that before a wrong value`() {
        let model = "kuaishou/kling-3.0-video"
        var input: Input = [
            "mode": "4k", "duration": "5", "multi_shots": [["prompt": "a"], ["prompt": "b", "duration": 2]],
        ]
        #expect(violation(of: model, input)?.message == "Missing required parameter: start_frame_url")
        input["start_frame_url"] = Samples.url(1)
        #expect(violation(of: model, input)?.message == "Missing required parameter: multi_shots[0].duration")
        input["multi_shots"] = nil
        #expect(violation(of: model, input)?.message == "Invalid type for duration: expected integer")
        input["duration"] = 5
        #expect(violation(of: model, input)?.message == "Invalid value for mode: must be one of std, pro")
        input["mode"] = "std"
        #expect(violation(of: model, input)?.kind == .rule("kling.prompt_xor_shots"))
    }

    @Test func `further words are taken without being offered, and words among numbers are told`() {
        let song: Input = ["custom": true, "prompt": "[Verse]", "mv": "chirp-hawk"]
        #expect(violation(of: "suno-ai/music", song) == nil)
        let sound: Input = ["text": "rain", "duration": "auto"]
        #expect(violation(of: "elevenlabs/sound-effect", sound) == nil)
        let wrong = violation(of: "elevenlabs/sound-effect", sound.setting("duration", "long"))
        #expect(wrong?.message == "Invalid value for duration: must be one of auto")
        let words: Node = Node(.array([Node(.string(String(repeating: "x", count: 51)))]))
        let terms = violation(of: "elevenlabs/speech-to-text", ["audio_url": Samples.url(1), "keyterms": words])
        #expect(terms?.message == "keyterms[0] must not exceed 50 characters")
    }

    @Test func `letter case does not count where the catalog says so, and the catalog's spelling is in force`() throws {
        let input: Input = ["prompt": "a kite", "resolution": "2k"]
        let result = try validated("openai/gpt-image-2", input)
        #expect(result["resolution"] == "2K")
        #expect(result.price.total.text == "0.06")
    }

    @Test func `no resolution of any model is told by its letter case`() throws {
        var tried = 0
        for model in Fixture.models {
            for name in ["resolution", "quality"] {
                guard let offered = Samples.parameter(name, of: model)?["enum"]?.array else { continue }
                let id = model["id"]!.string!
                for value in offered {
                    tried += 1
                    for other in [value.string!.uppercased(), value.string!.lowercased()] {
                        let input = Samples.minimal(model).setting(name, Node(.string(other)))
                        #expect(try validated(id, input)[name] == value, "\(id) \(other)")
                    }
                }
            }
        }
        #expect(tried == 32)
    }

    @Test(arguments: [" ", "\n\t ", "\u{3000}"])
    func `a prompt of blanks is none`(blanks: String) {
        let blank = Node(.string(blanks))
        let missing = "Missing required parameter: "
        #expect(violation(of: "google/veo-3.1-fast", ["prompt": blank])?.message == missing + "prompt")
        #expect(
            violation(of: "hailuo/minimax-2.0", ["prompt": blank])?.message == "prompt or start_image_url is required")
        let speech: Input = ["text": blank, "voice": "TX3LPaxmHKxFdv7VOQHJ"]
        #expect(violation(of: "elevenlabs/text-to-speech", speech)?.message == missing + "text")
        let lines: Input = ["dialogue": [["text": blank, "voice": "TX3LPaxmHKxFdv7VOQHJ"]]]
        #expect(
            violation(of: "elevenlabs/text-to-dialogue", lines)?.message == "each dialogue item needs text and voice")
        let shots: Input = [
            "start_frame_url": Samples.url(1),
            "multi_shots": [["prompt": "a", "duration": 3], ["prompt": blank, "duration": 3]],
        ]
        #expect(violation(of: "kuaishou/kling-3.0-video", shots)?.message == missing + "multi_shots[1].prompt")
    }

    @Test func `key terms may stand in one text with commas between them`() throws {
        let model = "elevenlabs/speech-to-text"
        func input(_ terms: String) -> Input { ["audio_url": Samples.url(1), "keyterms": Node(.string(terms))] }
        #expect(try validated(model, input(" red kite,beach ,, sky"))["keyterms"] == ["red kite", "beach", "sky"])
        let many = Array(repeating: "a", count: 101).joined(separator: ",")
        #expect(violation(of: model, input(many))?.message == "keyterms must not contain more than 100 items")
        let long = "a," + String(repeating: "x", count: 51)
        #expect(violation(of: model, input(long))?.message == "keyterms[1] must not exceed 50 characters")
        #expect(violation(of: model, ["audio_url": Samples.url(1), "keyterms": [5]])?.kind == .type)
    }

    @Test func `a voice has either of two names`() throws {
        let model = "elevenlabs/text-to-speech"
        let (text, voice): (Node, Node) = ("Good morning", "TX3LPaxmHKxFdv7VOQHJ")
        #expect(violation(of: model, ["text": text, "voice": voice]) == nil)
        #expect(violation(of: model, ["text": text, "voice_id": voice]) == nil)
        #expect(violation(of: model, ["text": text, "voice": voice, "voice_id": voice]) == nil)
        #expect(violation(of: model, ["text": text])?.message == "Missing required parameter: voice")
    }

    @Test func `of a key that comes twice the last counts`() throws {
        let twice = Members([
            .init(key: "prompt", value: "a"), .init(key: "duration", value: 6), .init(key: "duration", value: 8),
        ])
        #expect(try Fixture.catalog["google/veo-3.1-fast"]!.validate(twice)["duration"] == 8)
        let gone = Members([.init(key: "prompt", value: "a"), .init(key: "prompt", value: nil)])
        #expect(throws: Violation.self) { try Fixture.catalog["google/veo-3.1-fast"]!.validate(gone) }
    }

    @Test func `an integral number is an integer however it is written, and a huge one is out of range`() throws {
        let base: Input = ["prompt": "a"]
        let veo = "google/veo-3.1-fast"
        #expect(try validated(veo, base.setting("duration", Node(.number(Number(text: "8.0")))))["duration"] == 8)
        #expect(violation(of: veo, base.setting("duration", Node(.number(Number(text: "1e999")))))?.kind == .value)
        let kling: Input = ["prompt": "a", "duration": Node(.number(Number(text: "1e999")))]
        #expect(violation(of: "kuaishou/kling-o1-video", kling)?.kind == .range)
    }

    @Test func `unknown fields have no effect`() {
        #expect(violation(of: "google/veo-3.1-fast", ["prompt": "a", "resolution": 5]) == nil)
    }

    @Test func `types are coerced only when asked for`() throws {
        let input: Input = [
            "start_frame_url": Samples.url(1), "native_audio": "false",
            "multi_shots": [["prompt": 5, "duration": "3"], ["prompt": "b", "duration": 3]],
        ]
        #expect(violation(of: "kuaishou/kling-3.0-video", input)?.kind == .type)
        let options = ValidationOptions(coercesTypes: true)
        let result = try validated("kuaishou/kling-3.0-video", input, options: options)
        #expect(result["native_audio"] == false)
        #expect(result["multi_shots"] == [["prompt": "5", "duration": 3], ["prompt": "b", "duration": 3]])
        #expect(
            violation(of: "google/veo-3.1-fast", ["prompt": "a", "duration": "six"], options: options)?.kind == .type)
        #expect(violation(of: "google/veo-3.1-fast", ["prompt": true, "duration": "6"], options: options) == nil)
        #expect(
            violation(
                of: "elevenlabs/speech-to-text", ["audio_url": Samples.url(1), "keyterms": [5]], options: options)
                == nil)
    }

    @Test(arguments: ["kuaishou/kling-3.0-video", "kuaishou/kling-2.6-video"])
    func `a start frame may be left out under its setting`(model: String) {
        #expect(violation(of: model, ["prompt": "a"])?.message == "Missing required parameter: start_frame_url")
        let options = ValidationOptions(settingsOn: ["kling_start_frame_optional"])
        #expect(violation(of: model, ["prompt": "a"], options: options) == nil)
        #expect(
            violation(of: "kuaishou/kling-2.5-turbo-video", ["start_frame_url": Samples.url(1)], options: options)?.kind
                == .missing)
    }

    @Test func `pictures that came as links are counted, those of characters too`() throws {
        let input: Input = [
            "prompt": "a", "reference_image_urls": [Samples.url(1)],
            "reference_characters": [["image_urls": [Samples.url(2), Samples.url(3)]]],
        ]
        #expect(try validated("google/veo-3.1-fast", input).pictures == 3)
        let frames: Input = ["prompt": "a", "start_image_url": Samples.url(1), "end_image_url": Samples.url(2)]
        #expect(try validated("google/veo-3.1-fast", frames).pictures == 2)
        #expect(try validated("google/veo-3.1-fast", ["prompt": "a"]).pictures == 0)
    }
}
