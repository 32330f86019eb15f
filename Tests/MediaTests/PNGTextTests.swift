import Testing

@testable import Media

@Suite struct PNGTextTests {
    @Test func `the file says what made it and for whom`() throws {
        let texts = try DecodedPNG(PNG.encode(make(seed: 9, references: 2, aspectRatio: "4:3"))).texts
        #expect(texts["Software"] == "Understudy")
        #expect(texts["Source"] == "getimg seedream-5-lite")
        #expect(texts["Comment"] == "256×192, seed 9, 2 of 3, aspect ratio 4:3, references 2")
    }

    @Test(arguments: [
        "plain", "two\nlines", "déjà vu", "凧 over 港", "🪁", "tab\tand bell\u{7}",
        String(repeating: "long ", count: 20_000),
    ])
    func `the whole prompt stands in the metadata, whatever its script`(prompt: String) throws {
        #expect(try DecodedPNG(PNG.encode(make(prompt: prompt))).texts["Description"] == prompt)
    }

    @Test func `Latin text takes the simple chunk and other scripts the one for Unicode`() throws {
        #expect(try !DecodedPNG(PNG.encode(make(prompt: "café"))).chunkNames.contains("iTXt"))
        #expect(try DecodedPNG(PNG.encode(make(prompt: "凧"))).chunkNames.contains("iTXt"))
    }

    @Test func `an empty prompt leaves no empty chunk`() throws {
        #expect(try DecodedPNG(PNG.encode(make(prompt: ""))).texts["Description"] == nil)
    }

    @Test func `a prompt with a NUL cannot break the chunk`() throws {
        #expect(try DecodedPNG(PNG.encode(make(prompt: "a\u{0}b"))).texts["Description"] == "a b")
    }
}
