import Testing

struct WordTests {
    @Test func `only the files on the list say unsafe, and each of them does`() {
        let files = SourceTree.sources.filter { $0.code.contains(unsafe) && $0.room != "MicroHTTP" }
        #expect(files.map(\.path) == Rooms.unsafeFiles.sorted())
    }

    /// The thread sanitizer sees into `Lock` alone, and debug builds check the order of no other.
    @Test func `values that threads share are behind a Lock`() throws {
        let files = SourceTree.sources.filter { $0.code.contains(mutex) }
        #expect(files.map(\.path) == ["Basics/Lock.swift"])
    }

    @Test(arguments: Rooms.pure.sorted())
    func `a pure room reads no clock, no environment and no chance, and prints nothing`(room: String) throws {
        let files = SourceTree.sources(of: room)
        try #require(!files.isEmpty)
        for file in files {
            #expect(file.code.matches(of: impure).map { String($0.0) } == [], "\(file.path)")
        }
    }

    @Test(arguments: [
        "ContinuousClock()", "SuspendingClock.now", "Date()", "Int.random(in: 0..<9)", "list.shuffled()",
        "list.randomElement()",
        "SystemRandomNumberGenerator()", "getenv(name)", "print(1)", "debugPrint(1)", "readLine()",
        "CommandLine.arguments",
        "Hasher()", "word.hashValue", "clock_gettime(0, &time)", "Task { }", "Task.detached { }",
        "Task.sleep(for: .zero)",
    ])
    func `a word of the outer world is noticed`(code: String) {
        #expect(code.contains(impure))
    }

    @Test(arguments: ["Fingerprint(a)", "blueprint(1)", "seedOfRandom", "UpDate()", "virtualTask { }"])
    func `a word that only contains one is not`(code: String) {
        #expect(!code.contains(impure))
    }

    @Test func `no test sleeps, and none sets a time limit`() throws {
        // The clients of drills are no tests: they wait as clients do.
        let files = SourceTree.tests.filter { !["ArchitectureTests", "DrillClients"].contains($0.room) }
        try #require(!files.isEmpty)
        for file in files {
            #expect(file.code.matches(of: waiting).map { String($0.0) } == [], "\(file.path)")
        }
    }

    /// A new word for an error must fail to compile in every dialect: that is the list of work.
    @Test(arguments: Rooms.dialects.sorted())
    func `a dialect names every error, none by default`(dialect: String) throws {
        let files = SourceTree.sources(of: dialect).filter {
            $0.code.contains("SemanticError)") || $0.code.contains("struct ErrorForm")
        }
        try #require(files.count > 1)
        for file in files { #expect(file.code.matches(of: /(?m)^ +default: *$/).isEmpty, "\(file.path)") }
    }

    @Test(arguments: Rooms.dialects.sorted())
    func `a dialect never speaks of another`(dialect: String) throws {
        let files = SourceTree.sources(of: dialect)
        try #require(!files.isEmpty)
        let others = Rooms.dialectNames.filter { $0.key != dialect }.values.flatMap(\.self)
        for file in files {
            #expect(others.filter { file.text.contains($0) } == [], "\(file.path)")
        }
    }

    // Of Unicode's word boundaries there is none at the dot of `CommandLine.arguments`: the simple kind is meant.

    private var unsafe: Regex<Substring> {
        /\bunsafe\b/.wordBoundaryKind(.simple)
    }

    private var mutex: Regex<Substring> {
        /\bMutex\b/.wordBoundaryKind(.simple)
    }

    private var waiting: Regex<Substring> {
        /\b(?:sleep|usleep|nanosleep)\s*\(|\.timeLimit\(/.wordBoundaryKind(.simple)
    }

    private var impure: Regex<Substring> {
        #/
        \b (?: ContinuousClock | SuspendingClock | SystemRandomNumberGenerator | CommandLine | hashValue ) \b
        | \b (?: Date | Hasher | getenv | print | debugPrint | readLine | clock_gettime ) \(
        | \. (?: random | shuffle | shuffled | randomElement ) \(
        | \b Task (?: \s* \{ | \. (?: sleep | detached ) )
        /#.wordBoundaryKind(.simple)
    }
}
