import Testing

struct ImportTests {
    @Test(arguments: Rooms.mayImport.keys.sorted())
    func `a room imports only what the table allows`(room: String) throws {
        let files = SourceTree.sources(of: room)
        try #require(!files.isEmpty)
        let allowed = try #require(Rooms.mayImport[room])
        for file in files {
            #expect(file.imports.subtracting(allowed).sorted() == [], "\(file.path)")
        }
    }

    @Test func `every room is in the table, and no room is there that does not exist`() {
        #expect(SourceTree.roomFolders.subtracting(Rooms.inC).sorted() == Rooms.mayImport.keys.sorted())
    }

    @Test(arguments: Rooms.wrappers.keys.sorted())
    func `one file alone speaks to a C library`(library: String) throws {
        let speakers = SourceTree.sources.filter { $0.imports.contains(library) }.map(\.path)
        #expect(try speakers == [#require(Rooms.wrappers[library])])
    }

    @Test func `no room hands on what it imports`() {
        for file in SourceTree.sources { #expect(!file.code.contains("@_exported"), "\(file.path)") }
    }

    @Test(arguments: [
        "import Time", "  import Time", "public import Time", "internal import struct Time.Moment",
        "@testable import Time",
        "@preconcurrency import Time", "@_spi(Inside) @testable import Time", "package import Time.Sub",
        "import func Time.now",
        "@_implementationOnly import Time", "private import Time // why", "let a = 1; import Time", "import `Time`",
        "/* one /* two */ */ import Time", "fileprivate  import\tTime",
    ])
    func `every form of import is read`(line: String) {
        #expect(importedModules(strippingComments("let before = 1\n\(line)\nlet after = 2")) == ["Time"])
    }

    @Test(arguments: [
        "// import Time", "/* import Time */", "/*\nimport Time\n/* and */\nimport Time */", "let imports = Time.zero",
        "important(Time.self)", #"let address = "http://import Time""#,
    ])
    func `what only looks like an import is not read`(line: String) {
        #expect(importedModules(strippingComments(line)) == [])
    }
}
