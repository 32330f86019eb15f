/// Builds the tree of one YAML document, and collects what is wrong on the way.
struct YAMLBuilder: ~Copyable {
    /// Nothing more can be read; the reason is among the problems.
    struct Stop: Error {}

    enum Step {
        case key(String)
        case index(Int)
    }

    /// How many problems are listed; a text with more is not the kind of text that is wanted.
    static let mostProblems = 1000

    private(set) var problems: [YAMLReader.Problem] = []
    /// The way from the root to the value being read.
    var path: [Step] = []
    private var events: YAMLEvents
    private let maximumDepth: Int
    private let maximumNodes: Int
    private var nodes = 0
    private var depth = 0

    init(_ bytes: [UInt8], _ limits: YAMLReader.Limits) {
        events = YAMLEvents(bytes)
        maximumDepth = min(limits.depth, 256)
        maximumNodes = limits.nodes
    }

    /// The tree; it counts for nothing if there are problems afterwards.
    mutating func document() -> Node {
        var root: Node?
        do throws(Stop) {
            while true {
                let event = try next()
                switch event.kind {
                case .streamEnd: return root ?? Node(.null, at: event.place)
                case .documentStart(let isPlain):
                    if root != nil { throw stop("a second document begins here; only one is allowed", at: event.place) }
                    if !isPlain { try report("the only directive allowed is %YAML 1.2", at: event.place) }
                    root = try value(next())
                default: break
                }
            }
        } catch {
            return Node(.null)
        }
    }

    mutating func next() throws(Stop) -> YAMLEvent {
        do {
            return try events.next()
        } catch {
            throw stop(error.message, at: error.place)
        }
    }

    mutating func value(_ event: YAMLEvent) throws(Stop) -> Node {
        nodes += 1
        if nodes > maximumNodes { throw stop("the text holds more than \(maximumNodes) values", at: event.place) }
        try refuseProperties(of: event)
        switch event.kind {
        case .scalar(let text, let isPlain):
            return Node(try isPlain ? plain(text, at: event.place) : .string(text), at: event.place)
        case .sequenceStart:
            return Node(.array(try sequence(event)), at: event.place)
        case .mappingStart:
            return Node(.object(try mapping(event)), at: event.place)
        case .alias(let name):
            try report("aliases such as *\(name.excerpt) are not allowed; write the value itself", at: event.place)
            return Node(.null, at: event.place)
        case .streamStart, .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
            throw stop("a value is missing here", at: event.place)
        }
    }

    private mutating func plain(_ text: String, at place: Place) throws(Stop) -> Node.Content {
        switch YAMLScalar(plain: text) {
        case .value(let value): return value
        case .refused(let message):
            try report(message, at: place)
            return .null
        }
    }

    private mutating func sequence(_ start: YAMLEvent) throws(Stop) -> [Node] {
        try descend(start)
        var elements: [Node] = []
        while true {
            let event = try next()
            if case .sequenceEnd = event.kind { break }
            path.append(.index(elements.count))
            elements.append(try value(event))
            path.removeLast()
        }
        depth -= 1
        return elements
    }

    private mutating func mapping(_ start: YAMLEvent) throws(Stop) -> Members {
        try descend(start)
        let members = try self.members()
        depth -= 1
        return members
    }

    private mutating func descend(_ event: YAMLEvent) throws(Stop) {
        depth += 1
        if depth > maximumDepth {
            throw stop("lists and mappings are nested more than \(maximumDepth) levels deep", at: event.place)
        }
    }

    mutating func report(_ message: String, at place: Place) throws(Stop) {
        if problems.count == YAMLBuilder.mostProblems {
            throw stop("there are more problems; they are not listed", at: place)
        }
        add(message, at: place)
    }

    private mutating func add(_ message: String, at place: Place) {
        problems.append(YAMLReader.Problem(message: message, place: place, path: pathText))
    }

    private mutating func stop(_ message: String, at place: Place) -> Stop {
        add(message, at: place)
        return Stop()
    }

    private var pathText: String {
        path.reduce(into: "") { text, step in
            switch step {
            case .key(let key): text += text.isEmpty ? key.excerpt : ".\(key.excerpt)"
            case .index(let index): text += "[\(index)]"
            }
        }
    }
}

extension String {
    /// The beginning of a text that goes into a message, so that no message is as long as the file.
    var excerpt: String {
        let scalars = unicodeScalars
        guard let end = scalars.index(scalars.startIndex, offsetBy: 80, limitedBy: scalars.endIndex),
            end < scalars.endIndex
        else { return self }
        return String(scalars[..<end]) + "…"
    }
}
